// The first screen: a card for each direction, as large as the screen allows.
import { html, Icon } from "shared/ui.js";
import { t, pick, baku, clock, dayMonth } from "shared/text.js";
import { Notices } from "./notices.js";
import { choose, go } from "./visit.js";

const signs = { "social-services": "heart-handshake", benefits: "hand-coins", employment: "briefcase-business" };
export const sign = (id) => signs[id] ?? "ticket";

export function Start({ frame }) {
  return html`<div class="ask"><h1>${t("kiosk.greeting")}</h1><p>${t("kiosk.ask")}</p></div>
    ${frame.hall && html`<p class="notice hall"><${Icon} name="users" /> ${t("appointment.hall", { inside: frame.hall.inside, capacity: frame.hall.capacity })}</p>`}
    <${Notices} frame=${frame} />
    <div class=${`cards n${Math.min(frame.directions.length, 7)}`}>${frame.directions.map((d) => html`<${Card} key=${d.id} frame=${frame} d=${d} />`)}</div>
    <button type="button" class="announced" onClick=${() => go("arrive")}><${Icon} name="calendar-days" /> <span>${t("appointment.have")}</span></button>`;
}

// The limits that end by themselves: their words stand in for a regime's name.
export const limits = ["full", "daily-limit", "hourly-limit", "too-late-today"];

// A door that takes some is not shut: it says whom, and leads them to their ticket.
function Card({ frame, d }) {
  const tap = () => {
    if (d.open) return choose(frame, d.id);
    if (d.only?.services) return go("info", { direction: d.id });
    return d.only ? choose(frame, d.id) : go("closed", { direction: d.id, why: d });
  };
  return html`<article class=${`card ${d.open ? "open" : d.only ? "some" : "shut"}`}>
    <button type="button" class="tap" data-direction=${d.id} onClick=${tap}>
      <${Icon} name=${d.open || d.only ? sign(d.id) : doors[d.code] ?? "door-closed"} />
      <b>${pick(d.name)}</b>
      ${d.open ? html`<${Waiting} d=${d} />` : d.only ? html`<${Some} frame=${frame} d=${d} />` : html`<${Shut} frame=${frame} d=${d} />`}
    </button>
    <button type="button" class="more" onClick=${() => go("info", { direction: d.id })}><${Icon} name="list-checks" /><span>${t("kiosk.info")}</span></button>
  </article>`;
}

// The refusals that are no closed door: somebody is received all the same, and the
// words of the code say who.
export const ways = ["appointment-only", "pick-up-only", "services-only", "not-eligible"];
export const doors = { "appointment-only": "calendar-days", "pick-up-only": "file-check" };

function Some({ frame, d }) {
  const who = d.only.groups?.map((id) => pick(frame.groups.find((g) => g.id === id)?.name)).join(", ");
  return html`<span class="facts"><em class="way">${d.only.services ? t("kiosk.way.services-only") : t("kiosk.only", { who })}</em>
    <${Whence} frame=${frame} d=${d} /></span>`;
}

// Whence is until when, and under which regime.
function Whence({ frame, d }) {
  return html`${d.until && html`<span class="until">${until(d.until, frame.at)}</span>`}${pick(d.reason) && html`<span class="name">${pick(d.reason)}</span>`}`;
}

function Shut({ frame, d }) {
  if (limits.includes(d.code)) return html`<span class="facts"><em>${t(`error.${d.code}`)}</em>${d.until && html`<span>${t("appointment.again", { time: hour(d.until, frame.at) })}</span>`}</span>`;
  if (ways.includes(d.code)) return html`<span class="facts"><em class="way">${t(`kiosk.way.${d.code}`)}</em><${Whence} frame=${frame} d=${d} /></span>`;
  return html`<span class="facts"><em>${t("kiosk.closed")}${d.until && ` ${until(d.until, frame.at)}`}</em><span>${pick(d.reason)}</span></span>`;
}

function Waiting({ d }) {
  if (d.waiting === 0) return html`<span class="facts"><span><${Icon} name="users" /> ${t("kiosk.nobody")}</span></span>`;
  return html`<span class="facts"><span><${Icon} name="users" /> ${t("kiosk.waiting", { n: d.waiting })}</span><span><${Icon} name="clock" /> ${about(d.estimate.p50)}</span></span>`;
}

// about is a card's short form of the expected wait; from an hour on in steps of
// ten minutes, since nobody can know better.
function about(seconds) {
  const n = Math.max(1, Math.ceil(seconds / 60));
  if (n < 60) return t("kiosk.about.minutes", { n });
  const tens = Math.ceil(n / 10) * 10;
  const h = Math.floor(tens / 60);
  return tens % 60 ? t("kiosk.about.hours-minutes", { h, n: tens % 60 }) : t("kiosk.about.hours", { h });
}

// until is the hour at which a door opens again, with its day unless that is
// today; the midnight that ends today is the day's end.
// now is the server's: a kiosk's own clock may be wrong.
export function until(moment, now) {
  const then = baku(moment), tomorrow = baku(Date.parse(now) + 86_400_000);
  const on = (day) => then.day === day.day && then.month === day.month;
  if (on(tomorrow) && then.hour === 0 && then.minute === 0) return t("kiosk.until-day-end");
  return t("kiosk.until", { time: hour(moment, now) });
}

// hour is a time of day, with its day unless that is today.
export function hour(moment, now) {
  const then = baku(moment), today = baku(now);
  return then.day === today.day && then.month === today.month ? clock(moment) : `${dayMonth(moment)} ${clock(moment)}`;
}
