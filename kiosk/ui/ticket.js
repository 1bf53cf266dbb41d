// The ticket: the number as large as the screen allows, one sentence what happens
// next, and a code to follow it by phone. It goes by itself.
import { html, useEffect, useState, Icon } from "shared/ui.js";
import { t, clock, expected } from "shared/text.js";
import { reset } from "./visit.js";

const shownFor = 30; // seconds

export function TicketScreen({ ticket }) {
  const [left, setLeft] = useState(shownFor);
  useEffect(() => {
    let until = performance.now() + shownFor * 1000;
    const stay = () => (until = performance.now() + shownFor * 1000);
    addEventListener("pointerdown", stay);
    const tick = setInterval(() => {
      const n = Math.ceil((until - performance.now()) / 1000);
      if (n <= 0) reset();
      else setLeft(n);
    }, 250);
    return () => {
      removeEventListener("pointerdown", stay);
      clearInterval(tick);
    };
  }, [ticket.id]);
  const booked = ticket.late ? "appointment.ticket.late" : "appointment.ticket.at";
  return html`<section class="ticket" aria-live="assertive">
    <h1>${t("kiosk.ticket.number")}</h1>
    <p class="number">${ticket.number}</p>
    <p class="next">
      ${ticket.appointment && html`<b>${t(booked, { time: clock(ticket.appointment) })}</b> `}
      ${t("kiosk.ticket.next")}
    </p>
    ${
      (!ticket.appointment || ticket.late) &&
      html`<dl>
        <div>
          <dt>${t("kiosk.ticket.ahead")}</dt>
          <dd>
            ${
              ticket.ahead ? t("kiosk.ticket.people", { n: ticket.ahead }) : t("kiosk.ticket.first")
            }
          </dd>
        </div>
        <div>
          <dt>${t("kiosk.ticket.wait")}</dt>
          <dd>
            ${expected(ticket.estimate.p50)}
          </dd>
        </div>
      </dl>`
    }
    <div class="codes">
      <figure>
        <img src=${`/api/kiosk/tickets/${ticket.id}/qr.png`} alt="" width="300" height="300" />
        <figcaption><${Icon} name="smartphone" /> ${t("kiosk.ticket.follow")}</figcaption>
      </figure>
      <figure class="paper">
        <img src=${`/api/kiosk/tickets/${ticket.id}/ticket.png`} alt=${t("kiosk.ticket.paper")} />
        <figcaption>${t("kiosk.ticket.paper")}</figcaption>
      </figure>
    </div>
    <button type="button" class="go" onClick=${reset}>
      <${Icon} name="check" /> ${t("kiosk.done")}
    </button>
    <p class="left">${t("kiosk.back-in", { n: left })}</p>
  </section>`;
}
