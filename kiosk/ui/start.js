// The first screen: a card for each direction, as large as the screen allows.
import { html, Icon } from "shared/ui.js";
import { t, pick, clock, expected, timeOf } from "shared/text.js";
import { addDays, dayOf } from "shared/days.js";
import { Notices } from "./notices.js";
import { choose, go } from "./visit.js";

const signs = {
  "social-services": "heart-handshake",
  benefits: "hand-coins",
  employment: "briefcase-business",
};
export const sign = (id) => signs[id] ?? "ticket";

/** @param {{frame: import("../../assets/types/frames").KioskMenuFrame, [prop: string]: any}} props */
export function Start({ frame }) {
  return html`
    <div class="ask"><h1>${t("kiosk.greeting")}</h1><p>${t("kiosk.ask")}</p></div>
    ${
      frame.hall &&
      html`<p class="notice hall">
        <${Icon} name="users" /> ${t("appointment.hall", {
          inside: frame.hall.inside,
          capacity: frame.hall.capacity,
        })}
      </p>`
    }
    <${Notices} frame=${frame} />
    <div class=${`cards n${Math.min(frame.directions.length, 7)}`}>
      ${frame.directions.map((d) => html`<${Card} key=${d.id} frame=${frame} d=${d} />`)}
    </div>
    <button type="button" class="announced" onClick=${() => go("arrive")}>
      <${Icon} name="calendar-days" /> <span>${t("appointment.have")}</span>
    </button>
  `;
}

// The limits that end by themselves: their words stand in for a regime's name.
export const limits = ["full", "daily-limit", "hourly-limit", "too-late-today"];

// A door that takes some is not shut: it says whom, and leads them to their ticket.
/** @param {{frame: import("../../assets/types/frames").KioskMenuFrame, [prop: string]: any}} props */
function Card({ frame, d }) {
  const tap = () => {
    if (d.open) return choose(frame, d.id);
    if (d.only?.services) return go("info", { direction: d.id });
    return d.only ? choose(frame, d.id) : go("closed", { direction: d.id, why: d });
  };
  return html`<article class=${`card ${d.open ? "open" : d.only ? "some" : "shut"}`}>
    <button type="button" class="tap" data-direction=${d.id} onClick=${tap}>
      <${Icon} name=${d.open || d.only ? sign(d.id) : (doors[d.code] ?? "door-closed")} />
      <b>${pick(d.name)}</b>
      ${
        d.open
          ? html`<${Waiting} d=${d} />`
          : d.only
            ? html`<${Some} frame=${frame} d=${d} />`
            : html`<${Shut} frame=${frame} d=${d} />`
      }
    </button>
    <button type="button" class="more" onClick=${() => go("info", { direction: d.id })}>
      <${Icon} name="list-checks" />
      <span>${t("kiosk.info")}</span>
    </button>
  </article>`;
}

// The refusals that are no closed door: somebody is received all the same, and the
// words of the code say who.
export const ways = ["appointment-only", "pick-up-only", "services-only", "not-eligible"];
export const doors = { "appointment-only": "calendar-days", "pick-up-only": "file-check" };

/** @param {{frame: import("../../assets/types/frames").KioskMenuFrame, [prop: string]: any}} props */
function Some({ frame, d }) {
  const who = d.only.groups
    ?.map((id) => pick(frame.groups.find((g) => g.id === id)?.name))
    .join(", ");
  return html`<span class="facts">
    <em class="way">
      ${d.only.services ? t("kiosk.way.services-only") : t("kiosk.only", { who })}
    </em>
    <${Whence} frame=${frame} d=${d} />
  </span>`;
}

// Whence is until when, and under which regime.
/** @param {{frame: import("../../assets/types/frames").KioskMenuFrame, [prop: string]: any}} props */
function Whence({ frame, d }) {
  return html`
    ${d.until && html`<span class="until">${until(d.until, frame.at)}</span>`}
    ${pick(d.reason) && html`<span class="name">${pick(d.reason)}</span>`}
  `;
}

/** @param {{frame: import("../../assets/types/frames").KioskMenuFrame, [prop: string]: any}} props */
function Shut({ frame, d }) {
  if (limits.includes(d.code))
    return html`<span class="facts">
      <em>${t(`error.${d.code}`)}</em>
      ${d.until && html`<span>${t("appointment.again", { time: timeOf(d.until, frame.at) })}</span>`}
    </span>`;
  if (ways.includes(d.code))
    return html`<span class="facts">
      <em class="way">${t(`kiosk.way.${d.code}`)}</em>
      <${Whence} frame=${frame} d=${d} />
    </span>`;
  return html`<span class="facts">
    <em>${t("kiosk.closed")}${d.until && ` ${until(d.until, frame.at)}`}</em>
    <span>${pick(d.reason)}</span>
  </span>`;
}

function Waiting({ d }) {
  if (d.waiting === 0)
    return html`<span class="facts">
      <span><${Icon} name="users" /> ${t("kiosk.nobody")}</span>
    </span>`;
  return html`<span class="facts">
    <span><${Icon} name="users" /> ${t("kiosk.waiting", { n: d.waiting })}</span>
    <span><${Icon} name="clock" /> ${expected(d.estimate.p50, "kiosk.about.")}</span>
  </span>`;
}

// until is the hour at which a door opens again, with its day unless that is today; the
// midnight that ends today is the day's end. now is the server's.
export function until(moment, now) {
  const endsToday = dayOf(moment) === addDays(dayOf(now), 1) && clock(moment) === "00:00";
  return endsToday ? t("kiosk.until-day-end") : t("kiosk.until", { time: timeOf(moment, now) });
}
