// Every order of the desk goes through here: it carries the desk's lease, so
// that a stale tab changes nothing, and its failure is said in words.
import { call, post, newKey } from "shared/api.js";
import { toast, signal } from "shared/ui.js";
import { t, has } from "shared/text.js";

// pending is the name of the move under way; buttons wait while it is set.
export const pending = signal("");

const routes = {
  next: "/api/desk/next",
  undo: "/api/desk/undo",
  pause: "/api/desk/pause",
  unpause: "/api/desk/unpause",
};

// move sends one order for the desk, or for the ticket named in extra.ticket.
// It resolves to the answer, or to undefined when it was refused.
/**
 * @param {string} kind
 * @param {{lease: string, [field: string]: any}} desk
 * @param {{ticket?: string, [field: string]: any}} [order]
 */
export async function move(kind, desk, order = {}) {
  const { ticket, ...extra } = order;
  if (pending.value) return undefined;
  pending.value = kind;
  try {
    if (kind === "leave")
      return await call("DELETE", "/api/desk", { key: newKey(), lease: desk.lease });
    const path = routes[kind] ?? `/api/desk/tickets/${ticket}/${kind}`;
    const answer = await post(path, { ...extra, lease: desk.lease });
    if (kind === "next" && !answer) toast(t("desk.next.nobody"), "info");
    return answer ?? null;
  } catch (problem) {
    say(problem);
    return undefined;
  } finally {
    pending.value = "";
  }
}

// say shows what went wrong and what to do about it.
export function say(problem) {
  const advice = `desk.advice.${problem.code}`;
  toast([problem.text, has(advice) ? t(advice) : ""].filter(Boolean).join(" "), "bad");
}
