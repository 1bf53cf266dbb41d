// The working calendar of a year: every day working, short or of rest, with its
// reason; the Cabinet's exceptions; the ordinary hours.
import {
  html,
  useState,
  useEffect,
  useLayoutEffect,
  useRef,
  Icon,
  Button,
  Dialog,
  toast,
} from "shared/ui.js";
import { t, pick, twoDigits, noText } from "shared/text.js";
import { call, post } from "shared/api.js";
import { serverNow } from "shared/servertime.js";
import { dayOf, addDays, weekdayOf, longDay } from "shared/days.js";
import { weekOrder, weekdayShort } from "../../ui/dates.js";
import { Text3 } from "../../ui/fields.js";
import { Confirm } from "../../ui/confirm.js";
import { Hours } from "./hours.js";

export function YearPage() {
  const [year, setYear] = useState(Number(dayOf(serverNow()).slice(0, 4)));
  const [seen, setSeen] = useState(null);
  const [chosen, setChosen] = useState(null); // a day
  const [editing, setEditing] = useState(null); // "day" or "hours"
  const grid = useRef(null);
  const walked = useRef(false);
  useLayoutEffect(() => {
    if (walked.current) grid.current?.querySelector(`[data-date="${chosen}"]`)?.focus();
    walked.current = false;
  }, [chosen]);
  const walk = (e) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[e.key];
    const to = step && e.target.dataset.date && addDays(e.target.dataset.date, step);
    if (!to || !to.startsWith(seen.year)) return;
    e.preventDefault();
    walked.current = true;
    setChosen(to);
  };
  const load = () =>
    call("GET", `/api/manager/calendar?year=${year}`)
      .then(setSeen)
      .catch((problem) => toast(problem.text, "bad"));
  useEffect(() => void load(), [year]);
  if (!seen) return html`<p class="wait" role="status">${t("manager.loading")}</p>`;
  const days = Object.fromEntries(seen.days.map((d) => [d.date, d]));
  const exceptions = Object.fromEntries(seen.exceptions.map((e) => [e.date, e]));
  const day = chosen && days[chosen];
  const today = dayOf(serverNow());
  // Where the tab key enters the year.
  const stop = day ? chosen : days[today] ? today : `${seen.year}-01-01`;
  const saved = (text, set) => {
    toast(text, "good");
    if (set.untold > 0) toast(t("regime.visits.untold", { n: set.untold }));
    setEditing(null);
    load();
  };
  return html`<main class="year">
    <div class="acts">
      <h1>${t("calendar.title")}</h1>
      <${Button}
        icon="chevron-left"
        aria-label=${t("calendar.before")}
        onClick=${() => setYear(year - 1)}
      />
      <b class="number">${seen.year}</b>
      <${Button}
        icon="chevron-right"
        aria-label=${t("calendar.after")}
        onClick=${() => setYear(year + 1)}
      />
      <span class="key">
        ${["open", "short", "rest", "exception"].map(
          (k) => html`<span key=${k} class=${`mini ${k}`}>${t(`calendar.key.${k}`)}</span>`,
        )}
      </span>
    </div>
    ${seen.findings.map(
      (f) => html`<p key=${f.code} class="warning-line">
        <${Icon} name="triangle-alert" /> ${pick(f.detail)}
      </p>`,
    )}
    <div class="two">
      <div class="months" ref=${grid} onKeyDown=${walk}>
        ${Array.from(
          { length: 12 },
          (_, i) => html`<${MiniMonth}
            key=${i}
            year=${seen.year}
            n=${i + 1}
            days=${days}
            today=${today}
            chosen=${chosen}
            stop=${stop}
            exceptions=${exceptions}
            onDay=${setChosen}
          />`,
        )}
      </div>
      <aside>
        <section class="panel">
          ${!day && html`<p class="hint">${t("calendar.choose")}</p>`}
          ${
            day &&
            html`
              <h2>${longDay(day.date)}</h2>
              <p class="state-of"><b>${stateText(day)}</b></p>
              <p>${pick(day.reason)}</p>
              ${
                day.date >= today &&
                html`<${Button} icon="pencil" data-act="except" onClick=${() => setEditing("day")}>
                  ${t(exceptions[chosen] ? "calendar.change" : "calendar.except")}
                <//>`
              }
              ${day.date < today && html`<p class="hint">${t("calendar.past")}</p>`}
            `
          }
        </section>
        <section class="panel">
          <h2>${t("calendar.exceptions")}</h2>
          ${
            seen.exceptions.length === 0 && html`<p class="hint">${t("calendar.no-exceptions")}</p>`
          }
          ${seen.exceptions.map(
            (e) => html`<p key=${e.date} class="exception">
              <button
                type="button"
                class="plain"
                onClick=${() => (setYear(Number(e.date.slice(0, 4))), setChosen(e.date))}
              >
                ${longDay(e.date)}
              </button> ${t(e.working ? "calendar.key.open" : "calendar.key.rest")}
              : ${pick(e.reason)}
            </p>`,
          )}
        </section>
        <${HoursPanel} hours=${seen.hours} onEdit=${() => setEditing("hours")} />
      </aside>
    </div>
    ${
      editing === "day" &&
      html`<${ExceptionDialog}
        day=${day}
        was=${exceptions[chosen]}
        onClose=${() => setEditing(null)}
        onSaved=${(set) => saved(t("calendar.saved"), set)}
      />`
    }
    ${
      editing === "hours" &&
      html`<${Hours}
        hours=${seen.hours}
        onClose=${() => setEditing(null)}
        onSaved=${(set) => saved(t("hours.saved"), set)}
      />`
    }
  </main>`;
}

const stateOf = (d) => (!d.working ? "rest" : d.short ? "short" : "open");
const stateText = (d) => t(`calendar.key.${stateOf(d)}`);

function MiniMonth({ year, n, days, today, chosen, stop, exceptions, onDay }) {
  const first = `${year}-${twoDigits(n)}-01`;
  const lead = (weekdayOf(first) + 6) % 7;
  const list = [];
  for (let d = first; d.slice(0, 7) === first.slice(0, 7); d = addDays(d, 1)) list.push(d);
  const isException = (d) => exceptions[d] || days[d].kind === "exception";
  return html`<section class="mini-month" aria-label=${t(`calendar.month.${n}`)}>
    <h3>${t(`calendar.month.${n}`)}</h3>
    <div class="grid">
      ${weekOrder.map((w) => html`<span key=${w} class="w">${weekdayShort(w)}</span>`)}
      ${Array.from({ length: lead }, (_, i) => html`<span key=${`lead${i}`}></span>`)}
      ${list.map(
        (d) =>
          days[d] &&
          html`<button
            type="button"
            key=${d}
            data-date=${d}
            tabindex=${d === stop ? 0 : -1}
            class=${`mini ${stateOf(days[d])} ${isException(d) ? "exception" : ""}`}
            aria-pressed=${d === chosen}
            aria-current=${d === today ? "date" : undefined}
            title=${pick(days[d].reason)}
            aria-label=${`${longDay(d)}: ${stateText(days[d])}, ${pick(days[d].reason)}`}
            onClick=${() => onDay(d)}
          >
            ${Number(d.slice(8))}
          </button>`,
      )}
    </div>
  </section>`;
}

function HoursPanel({ hours, onEdit }) {
  return html`<section class="panel">
    <h2>${t("hours.title")}</h2>
    ${
      hours.always
        ? html`<p>${t("hours.always")}</p>`
        : html`<dl class="week-hours">
          ${weekOrder.map(
            (n) => html`<div key=${n}>
              <dt>${weekdayShort(n)}</dt>
              <dd>
                ${
                  (hours.week[n] ?? []).map((s) => `${s.from}–${s.to}`).join(", ") ||
                  t("hours.closed")
                }
              </dd>
            </div>`,
          )}
        </dl>`
    }
    <${Button} icon="clock" data-act="hours" onClick=${onEdit}>${t("hours.edit")}<//>
  </section>`;
}

function ExceptionDialog({ day, was, onClose, onSaved }) {
  const [working, setWorking] = useState(was ? was.working : !day.working);
  const [holiday, setHoliday] = useState(Boolean(was?.holiday));
  const [reason, setReason] = useState(was?.reason ?? noText());
  const send = (password) =>
    post("/api/manager/calendar/days", {
      password,
      date: day.date,
      working,
      holiday: !working && holiday,
      reason,
    });
  return html`<${Dialog} title=${longDay(day.date)} onClose=${onClose}>
    <${Confirm}
      send=${send}
      done=${onSaved}
      label=${t("calendar.save")}
      ready=${reason.az.trim() !== ""}
    >
      <p class="hint">${t("calendar.except.text")}</p>
      <div class="choices" role="radiogroup" aria-label=${t("calendar.title")}>
        <label class="choice">
          <input
            type="radio"
            name="working"
            checked=${working}
            onChange=${() => setWorking(true)}
          /> <span>${t("calendar.key.open")}</span>
        </label>
        <label class="choice">
          <input
            type="radio"
            name="working"
            checked=${!working}
            onChange=${() => setWorking(false)}
          /> <span>${t("calendar.key.rest")}</span>
        </label>
      </div>
      ${
        !working &&
        html`<label class="tickline">
          <input
            type="checkbox"
            name="holiday"
            checked=${holiday}
            onChange=${(e) => setHoliday(e.target.checked)}
          /> ${t("calendar.holiday")}
        </label>`
      }
      <${Text3}
        shown
        label=${t("manager.reason")}
        name="reason"
        max=${200}
        value=${reason}
        onChange=${setReason}
      />
    <//>
    ${
      was &&
      html`
        <hr />
        <${Confirm}
          danger
          label=${t("calendar.restore")}
          done=${onSaved}
          send=${(password) =>
            post("/api/manager/calendar/days/restore", { password, date: day.date })}
        >
          <p class="hint">${t("calendar.restore.text")}</p>
        <//>
      `
    }
  <//>`;
}
