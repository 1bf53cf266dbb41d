// A month with its regimes: every day with its sign and word, a bar for each
// regime across the days that it touches. Arrow keys walk over the days.
import { html, useRef, useLayoutEffect, Icon, Button } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { dayOf, addDays, weekdayOf, longDay } from "shared/days.js";
import { addMonths, monthOf, monthTitle, weekdayShort, weekOrder } from "../../ui/dates.js";

// covers tells whether a regime touches a day.
export function covers(r, day) {
  const touches =
    Date.parse(r.from) < Date.parse(`${addDays(day, 1)}T00:00:00+04:00`) &&
    Date.parse(r.to) > Date.parse(`${day}T00:00:00+04:00`);
  return touches && (!r.weekdays?.length || r.weekdays.includes(weekdayOf(day)));
}

const whole = (r) =>
  !r.daily?.length &&
  !r.scope?.directions?.length &&
  !r.scope?.services?.length &&
  !r.scope?.groups?.length;

const lookOf = (r) => (r.rules.closed ? "closed" : "limited");

// stateOf is a day in one word: closed by a regime, limited by one, or as the
// calendar has it.
export function stateOf(day, info, list, always) {
  const on = list.filter((r) => covers(r, day));
  if (on.some((r) => r.rules.closed && whole(r))) return "closed";
  if (info && !info.working && !always) return "rest";
  if (on.length) return "limited";
  return info?.short && !always ? "short" : "open";
}

export const signs = {
  closed: "door-closed",
  limited: "triangle-alert",
  rest: "coffee",
  short: "timer",
  open: "door-open",
};

function weeks(month) {
  const first = `${month}-01`;
  const start = addDays(first, -((weekdayOf(first) + 6) % 7));
  const list = [];
  for (let day = start; list.length === 0 || monthOf(day) === month; day = addDays(day, 7))
    list.push(Array.from({ length: 7 }, (_, i) => addDays(day, i)));
  return list;
}

const shownLanes = 3; // bars beneath one another in a week; a day says how many more it has

// lanes gives each regime of a week the first line that is free for it.
function lanes(list, days) {
  const taken = [];
  return list
    .map((r) => ({ r, on: days.map((d) => covers(r, d)) }))
    .filter(({ on }) => on.includes(true))
    .map(({ r, on }) => {
      const [from, to] = [on.indexOf(true), on.lastIndexOf(true)];
      let lane = taken.findIndex((end) => end < from);
      if (lane < 0) lane = taken.length;
      taken[lane] = to;
      return { r, from, to, lane };
    });
}

export function Month({ month, onMonth, day, onDay, days, list, always, now, onRegime }) {
  const grid = useRef(null);
  const walked = useRef(false);
  // Before the next key is heard: a fast hand must not walk from the old day.
  useLayoutEffect(() => {
    if (walked.current) grid.current?.querySelector(`[data-day="${day}"]`)?.focus();
    walked.current = false;
  }, [day]);
  const walk = (e) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[e.key];
    if (!step || !e.target.dataset.day) return;
    e.preventDefault();
    walked.current = true;
    onDay(addDays(e.target.dataset.day, step));
  };
  const today = dayOf(now);
  return html`<section class="month" aria-label=${monthTitle(month)}>
    <header>
      <${Button}
        icon="chevron-left"
        aria-label=${t("calendar.before")}
        onClick=${() => onMonth(addMonths(month, -1))}
      />
      <h2 aria-live="polite">${monthTitle(month)}</h2>
      <${Button}
        icon="chevron-right"
        aria-label=${t("calendar.after")}
        onClick=${() => onMonth(addMonths(month, 1))}
      />
      <${Button} icon="calendar-days" onClick=${() => onDay(today)}>${t("calendar.today")}<//>
    </header>
    <div class="week head">
      ${weekOrder.map((n) => html`<span key=${n}>${weekdayShort(n)}</span>`)}
    </div>
    <div ref=${grid} onKeyDown=${walk}>
      ${weeks(month).map((week) => {
        const laid = lanes(list, week);
        const more = (d) => laid.filter(({ r, lane }) => lane >= shownLanes && covers(r, d)).length;
        return html`<div
          class=${`week ${laid.some(({ lane }) => lane > 1) ? "busy" : ""}`}
          key=${week[0]}
        >
          ${week.map((d) => {
            const state = stateOf(d, days[d], list, always);
            return html`<button
              type="button"
              key=${d}
              data-day=${d}
              tabindex=${d === day ? 0 : -1}
              aria-pressed=${d === day}
              aria-current=${d === today ? "date" : undefined}
              class=${`day ${state} ${monthOf(d) === month ? "" : "other"}`}
              title=${pick(days[d]?.reason)}
              aria-label=${`${Number(d.slice(8))} ${t(`calendar.state.${state}`)}, ${longDay(d)}`}
              onClick=${() => onDay(d)}
            >
              <b>${Number(d.slice(8))}</b>
              <span class="word">
                <${Icon} name=${signs[state]} /> ${t(`calendar.state.${state}`)}
              </span>
              ${
                more(d) > 0 &&
                html`<small class="more">${t("calendar.more", { n: more(d) })}</small>`
              }
            </button>`;
          })}
          <div class="bars">
            ${laid
              .filter(({ lane }) => lane < shownLanes)
              .map(
                ({ r, from, to, lane }) => html`<button
                  type="button"
                  key=${r.id}
                  tabindex="-1"
                  class=${`bar-of ${lookOf(r)} from-${from} to-${to} lane-${lane}`}
                  onClick=${() => onRegime(r.id)}
                >
                  ${pick(r.name)}
                </button>`,
              )}
          </div>
        </div>`;
      })}
    </div>
  </section>`;
}
