// The left column: whom I serve, the one big next step with its key, the lesser
// moves, and ten seconds to take the last one back.
import { html, Icon, Button } from "shared/ui.js";
import { t, span, language, nameOf } from "shared/text.js";
import { secondsSince, secondsUntil } from "shared/servertime.js";
import { move, pending } from "./moves.js";
import { ask } from "./ask.js";
import { name } from "./bar.js";
import { transfer } from "./transfer.js";
import { finish } from "./finish.js";
import { exchange } from "./exchange.js";

// primary is the state's one accent button.
export function primary(frame) {
  const { desk, active } = frame;
  if (!active && desk.paused)
    return { kind: "unpause", icon: "play", run: () => move("unpause", desk) };
  if (!active) return { kind: "next", icon: "bell-ring", run: () => move("next", desk) };
  if (active.status === "called")
    return {
      kind: "arrive",
      icon: "user-check",
      run: () => move("arrive", desk, { ticket: active.id }),
    };
  return { kind: "finish", icon: "circle-check", run: () => finish(frame) };
}

// actions are the lesser moves of the state, in the order of the keyboard.
export function actions(frame, at) {
  const { desk, active, undo } = frame;
  const list = [];
  const left = undo ? secondsUntil(undo.until, at) : 0;
  if (left > 0)
    list.push({
      kind: "undo",
      key: "F6",
      icon: "undo-2",
      note: `${t(`desk.undone.${undo.kind}`)} · ${left}`,
      run: () => move("undo", desk),
    });
  if (active) {
    const ticket = active.id;
    const called = active.status === "called";
    if (called) {
      const spent = active.recalls_left === 0;
      const rest = spent ? 0 : secondsUntil(active.recall_from, at);
      list.push({
        kind: "recall",
        key: "F4",
        icon: "megaphone",
        disabled: spent || rest > 0,
        note: spent
          ? t("desk.recall.spent")
          : rest > 0
            ? t("desk.recall.wait", { n: rest })
            : t("desk.recall.left", { n: active.recalls_left }),
        run: () => move("recall", desk, { ticket }),
      });
      list.push({
        kind: "no-show",
        key: "F8",
        icon: "user-x",
        run: () => move("no-show", desk, { ticket }),
      });
    }
    if (active.exchange)
      list.push({ kind: "exchange", icon: "calendar-days", run: () => exchange(frame, active) });
    list.push({
      kind: "hold",
      key: "F9",
      icon: "pause",
      run: () => move("hold", desk, { ticket }),
    });
    list.push({
      kind: "requeue",
      key: "F7",
      icon: "rotate-ccw",
      run: () => move("requeue", desk, { ticket }),
    });
    list.push({ kind: "transfer", key: "F10", icon: "split", run: () => transfer(frame, active) });
    if (called) list.push({ kind: "finish", icon: "circle-check", run: () => finish(frame) });
    list.push({ kind: "cancel", icon: "ban", run: () => cancel(frame) });
  }
  return list;
}

async function cancel({ desk, active }) {
  const reason = await ask({
    title: t("desk.cancel.title", { number: active.number }),
    choices: ["left", "mistake", "double"].map((r) => ({
      value: t(`desk.cancel.${r}`),
      label: t(`desk.cancel.${r}`),
    })),
    free: t("desk.reason.other"),
  });
  if (reason) move("cancel", desk, { ticket: active.id, reason });
}

/** @param {{frame: import("../../assets/types/frames").DeskFrame, [prop: string]: any}} props */
export function Person({ frame, at, offline }) {
  const { active, desk } = frame;
  const step = primary(frame);
  const busy = Boolean(pending.value) || offline;
  return html`<section class="person" aria-label=${t("desk.person")}>
    ${
      active
        ? html`<${Visitor} frame=${frame} ticket=${active} at=${at} />`
        : html`<${Nobody} frame=${frame} desk=${desk} />`
    }
    <button
      type="button"
      class="primary step"
      data-kind=${step.kind}
      disabled=${busy}
      onClick=${step.run}
    >
      <${Icon} name=${step.icon} /> <span>${t(`desk.step.${step.kind}`)}</span> <kbd>F2</kbd>
    </button>
    <div class="moves">
      ${actions(frame, at).map(
        (a) => html`<div key=${a.kind} class=${`move ${a.kind}`}>
          <${Button}
            icon=${a.icon}
            keys=${a.key}
            disabled=${busy || a.disabled}
            data-kind=${a.kind}
            onClick=${a.run}
          >
            ${t(`desk.move.${a.kind}`)}
          <//>
          ${a.note && html`<small>${a.note}</small>`}
        </div>`,
      )}
    </div>
  </section>`;
}

/** @param {{frame: import("../../assets/types/frames").DeskFrame, [prop: string]: any}} props */
function Visitor({ frame, ticket, at }) {
  const called = ticket.status === "called";
  return html`<div class=${`visitor ${ticket.status}`} aria-live="polite">
    <p class="status">
      <${Icon} name=${called ? "megaphone" : "user-check"} /> ${t(`desk.status.${ticket.status}`)}
    </p>
    <p class="number">${ticket.number}</p>
    <p class="timer">${span(secondsSince(ticket.runs_from, at))}</p>
    <dl>
      <div><dt>${t("desk.direction")}</dt><dd>${name(frame, ticket.direction)}</dd></div>
      <div>
        <dt>${t("desk.waited")}</dt>
        <dd>${span(ticket.wait)}</dd>
      </div>
      ${
        ticket.group &&
        html`<div class="group">
          <dt>${t("desk.group")}</dt>
          <dd><${Icon} name="accessibility" /> ${nameOf(frame.groups, ticket.group)}</dd>
        </div>`
      }
      ${
        ticket.language &&
        ticket.language !== language.value &&
        html`<div>
          <dt>${t("desk.speaks")}</dt>
          <dd>${t(`common.language-${ticket.language}`)}</dd>
        </div>`
      }
    </dl>
  </div>`;
}

/** @param {{frame: import("../../assets/types/frames").DeskFrame, [prop: string]: any}} props */
function Nobody({ frame, desk }) {
  const n = frame.waiting.total;
  return html`<div class="visitor nobody">
    <p class="status">
      <${Icon} name=${desk.paused ? "coffee" : "users"} /> ${
        desk.paused ? t("desk.paused", { reason: desk.paused }) : t("desk.free")
      }
    </p>
    <p class="number">${n}</p>
    <p>${t("desk.waiting.now")}</p>
  </div>`;
}
