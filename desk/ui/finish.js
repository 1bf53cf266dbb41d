// An outcome ends every visit. The one that the last application had is offered
// first, so that the usual end is F2, 1.
import { t } from "shared/text.js";
import { signal } from "shared/ui.js";
import { ask } from "./ask.js";
import { move } from "./moves.js";

const outcomes = ["registered", "refused", "sent-on", "listed", "consulted", "not-served"];

// made remembers, by ticket, the outcome of its last application.
export const made = signal({});

export async function finish({ desk, active }) {
  const first = made.value[active.id] ?? "consulted";
  const outcome = await ask({
    title: t("desk.finish.title", { number: active.number }),
    choices: [first, ...outcomes.filter((o) => o !== first)].map((o) => ({ value: o, label: t(`outcome.${o}`), hint: t(`desk.outcome.${o}`) })),
  });
  if (!outcome) return;
  const done = await move("finish", desk, { ticket: active.id, outcome });
  if (done) made.value = {};
}
