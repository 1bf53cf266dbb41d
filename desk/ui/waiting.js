// The right column: who waits, who was asked to hold, and my day.
import { html, Icon, Button } from "shared/ui.js";
import { t, span, clock } from "shared/text.js";
import { secondsSince } from "shared/servertime.js";
import { move, pending } from "./moves.js";
import { ask } from "./ask.js";
import { BackAgain } from "./backagain.js";
import { exchange } from "./exchange.js";
import { Notices } from "./notices.js";
import { name } from "./bar.js";

/** @param {{frame: import("../../assets/types/frames").DeskFrame, [prop: string]: any}} props */
export function Waiting({ frame, at, offline }) {
  const { desk, waiting, held, recent, active } = frame;
  const can = !active && !desk.paused && !pending.value && !offline;
  const mine = waiting.lines.filter((l) => desk.directions.includes(l.direction));
  return html`<aside class="waiting" aria-label=${t("desk.who.waits")}>
    ${active && html`<${Notices} frame=${frame} />`}
    <h2>
      ${t("desk.who.waits")} <span class="count">
        ${waiting.total}
      </span>
    </h2>
    ${
      waiting.mine.length > 0 &&
      html`<${Line}
        title=${t("desk.for.me")}
        tickets=${waiting.mine}
        frame=${frame}
        at=${at}
        can=${can}
      />`
    }
    ${mine.map(
      (l) => html`<${Line}
        key=${l.direction}
        title=${name(frame, l.direction)}
        count=${l.count}
        tickets=${l.tickets}
        frame=${frame}
        at=${at}
        can=${can}
      />`,
    )}
    <${BackAgain} />
    ${
      held.length > 0 &&
      html`
        <h3><${Icon} name="pause" /> ${t("desk.held")}</h3>
        <ul>
          ${held.map(
            (k) => html`<li key=${k.id}>
              <b>${k.number}</b>
              <small>${t("desk.desk", { n: k.desk })}</small>
              <${Button} disabled=${!can} onClick=${() => move("resume", desk, { ticket: k.id })}>
                ${t("desk.move.resume")}
              <//>
            </li>`,
          )}
        </ul>
      `
    }
    <h2>${t("desk.my.day")} <span class="count">${frame.day.served}</span></h2>
    ${
      frame.day.mean_service > 0 &&
      html`<p class="mean">${t("desk.mean", { time: span(frame.day.mean_service) })}</p>`
    }
    <ul class="recent">
      ${recent.map(
        (k) => html`<li key=${k.id}>
          <b>${k.number}</b>
          <time>${clock(new Date(k.ended_at ?? k.called_at))}</time>
          ${
            k.status === "no-show"
              ? html`
                <span class="absent">${t("desk.status.no-show")}</span>
                <${Button}
                  disabled=${offline || Boolean(pending.value)}
                  onClick=${() => move("requeue", desk, { ticket: k.id })}
                >
                  ${t("desk.came.late")}
                <//>
              `
              : html`<span>
                ${k.status === "cancelled" ? t("desk.status.cancelled") : t(`outcome.${k.outcome}`)}
              </span>`
          }
        </li>`,
      )}
    </ul>
  </aside>`;
}

/** @param {{frame: import("../../assets/types/frames").DeskFrame, [prop: string]: any}} props */
function Line({ title, count, tickets, frame, at, can }) {
  return html`
    <h3>${title}${count > tickets.length && html` <small>+${count - tickets.length}</small>`}</h3>
    ${tickets.length === 0 && html`<p class="none">${t("desk.nobody")}</p>`}
    <ul>
      ${tickets.map(
        (k) => html`<li key=${k.id}>
          <b>${k.number}</b>
          ${
            k.group &&
            html`<span class="sign" title=${t("desk.priority")}>
              <${Icon} name="accessibility" />
            </span>`
          }
          <time>${span(secondsSince(k.runs_from, at))}</time>
          ${
            k.exchange &&
            html`<button
              type="button"
              class="quiet"
              data-act="exchange"
              title=${t("desk.move.exchange")}
              aria-label=${t("desk.exchange.title", { number: k.number })}
              onClick=${() => exchange(frame, k)}
            >
              <${Icon} name="calendar-days" />
            </button>`
          }
          <button
            type="button"
            class="quiet"
            disabled=${!can}
            title=${t("desk.call.this")}
            aria-label=${t("desk.call.number", { number: k.number })}
            onClick=${() => choose(frame, k)}
          >
            <${Icon} name="bell" />
          </button>
        </li>`,
      )}
    </ul>
  `;
}

async function choose({ desk }, ticket) {
  const reason = await ask({
    title: t("desk.call.title", { number: ticket.number }),
    text: t("desk.call.why"),
    choices: ["unwell", "child", "returned", "supervisor"].map((r) => ({
      value: t(`desk.call.${r}`),
      label: t(`desk.call.${r}`),
    })),
    free: t("desk.reason.other"),
  });
  if (reason) move("call", desk, { ticket: ticket.id, reason });
}
