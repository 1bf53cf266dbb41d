// Booking, by the keyboard from top to bottom: telephone, what for, which day and
// time, Enter. Enter after the telephone goes to the times; the arrow keys walk over
// them.
import { mobile } from "shared/mobile.js";
import { html, useEffect, useRef, useState, Icon, Button, focusOn } from "shared/ui.js";
import { t, pick, clock } from "shared/text.js";
import { addDays } from "shared/days.js";
import {
  offer,
  draft,
  moving,
  done,
  set,
  startOver,
  fetchTimes,
  confirm,
  dayTitle,
  whenTitle,
  spokenPhone,
  openFound,
} from "./store.js";

export function Booking() {
  if (done.value) return html`<${Done} b=${done.value} />`;
  const d = draft.value,
    m = moving.value;
  const direction = offer.value.directions.find((x) => x.id === d.direction);
  const look = () => mobile(d.phone) && !m && openFound({ phone: d.phone });
  return html`<section class="book" aria-label=${t("operator.book")}>
    <header>
      <h2>${m ? t("operator.move.title", { code: m.code }) : t("operator.book")}</h2>
      <${Button} icon="rotate-ccw" onClick=${startOver}>${t("operator.start-over")}<//>
    </header>
    ${
      m &&
      html`<p class="moved">
        <${Icon} name="calendar-days" /> ${t("operator.move.from", { time: whenTitle(m.at) })}
      </p>`
    }
    <form class="who" onSubmit=${(e) => (e.preventDefault(), toFirstTime())}>
      <${Phone} key=${m?.id} d=${d} fixed=${Boolean(m)} look=${look} />
      <label>
        ${t("operator.kind")} <select
          name="kind"
          disabled=${Boolean(m)}
          value=${d.kind}
          onChange=${(e) => set({ kind: e.target.value, at: null })}
        >
          <option value="appointment">${t("operator.kind.appointment")}</option>
          <option value="pick-up">${t("operator.kind.pick-up")}</option>
        </select>
      </label>
      <label>
        ${t("operator.direction")} <select
          name="direction"
          disabled=${Boolean(m)}
          value=${d.direction}
          onChange=${(e) => set({ direction: e.target.value, service: "", at: null })}
        >
          ${offer.value.directions.map(
            (x) => html`<option key=${x.id} value=${x.id}>${pick(x.name)}</option>`,
          )}
        </select>
      </label>
      <label class="service">
        ${t("operator.service")} <select
          name="service"
          disabled=${Boolean(m)}
          value=${d.service}
          onChange=${(e) => set({ service: e.target.value, at: null })}
        >
          <option value="">${t("operator.service.any")}</option>
          ${direction?.services.map(
            (x) => html`<option key=${x.id} value=${x.id}>${pick(x.name)}</option>`,
          )}
        </select>
      </label>
      <label>
        ${t("operator.group")} <select
          name="group"
          disabled=${Boolean(m)}
          value=${d.group}
          onChange=${(e) => set({ group: e.target.value, at: null })}
        >
          <option value="">${t("operator.group.none")}</option>
          ${offer.value.groups.map(
            (x) => html`<option key=${x.id} value=${x.id}>${pick(x.name)}</option>`,
          )}
        </select>
      </label>
      <label>
        ${t("operator.language")} <select
          name="language"
          disabled=${Boolean(m)}
          value=${d.language}
          onChange=${(e) => set({ language: e.target.value })}
        >
          ${["az", "ru", "en"].map(
            (l) => html`<option key=${l} value=${l}>${t(`common.language-${l}`)}</option>`,
          )}
        </select>
      </label>
    </form>
    <${Times} d=${d} />
    <${Confirm} d=${d} />
  </section>`;
}

// toFirstTime leads to the first of the times that are free, on any day that is shown.
const toFirstTime = () => focusOn(".week button.time:not(:disabled)");

// Whoever follows a link to those who are to be told has the keyboard there first.
let toTell = location.hash === "#told";

// Phone is where a call begins: the field has the keyboard as soon as it is there.
function Phone({ d, fixed, look }) {
  const field = useRef(null);
  useEffect(() => {
    if (!toTell) field.current.focus();
    toTell = false;
  }, []);
  return html`<label class="phone">
    ${t("operator.phone")} <input
      ref=${field}
      name="phone"
      type="tel"
      autocomplete="off"
      required
      disabled=${fixed}
      placeholder="050 123 45 67"
      value=${d.phone}
      onInput=${(e) => set({ phone: e.target.value })}
      onBlur=${look}
    />
  </label>`;
}

function Times({ d }) {
  const [from, setFrom] = useState(offer.value.today);
  const [days, setDays] = useState(null);
  const grid = useRef(null);
  const load = () =>
    fetchTimes(d, from).then(
      (r) => setDays(r.days),
      () => setDays([]),
    );
  useEffect(() => {
    load();
    const again = setInterval(load, 20_000); // others book as well
    return () => clearInterval(again);
  }, [d.direction, d.kind, d.service, d.group, from, done.value, moving.value?.id]);
  // A visit that is moved needs nothing but another time.
  useEffect(() => {
    if (days?.length && moving.value && !d.at) toFirstTime();
  }, [moving.value?.id, Boolean(days?.length)]);
  // Left and right walk over the times of a day, up and down over the days.
  const walk = (e) => {
    const free = [...grid.current.querySelectorAll("button.time:not(:disabled)")];
    const at = free.indexOf(document.activeElement);
    const next = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (at >= 0 && next) {
      e.preventDefault();
      free[at + next]?.focus();
    }
    if (at >= 0 && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      e.preventDefault();
      const rows = [...grid.current.querySelectorAll("section")]
        .map((s) => s.querySelector("button.time:not(:disabled)"))
        .filter(Boolean);
      const row = rows.findIndex(
        (b) => b.closest("section") === document.activeElement.closest("section"),
      );
      rows[row + (e.key === "ArrowDown" ? 1 : -1)]?.focus();
    }
  };
  return html`<div class="week">
    <header>
      <h3>${t("operator.times")}</h3>
      <${Button}
        icon="chevron-left"
        disabled=${from <= offer.value.today}
        onClick=${() => setFrom(addDays(from, -7))}
      >
        ${t("operator.week.before")}
      <//>
      <${Button} icon="chevron-right" onClick=${() => setFrom(addDays(from, 7))}>
        ${t("operator.week.after")}
      <//>
    </header>
    <div class="days" ref=${grid} onKeyDown=${walk}>
      ${days?.map(
        (day) => html`<section key=${day.date} data-day=${day.date}>
          <h4>
            ${dayTitle(day.date)}
            ${day.free > 0 && html`<small>${t("operator.day.free", { n: day.free })}</small>`}
          </h4>
          ${
            day.times.length === 0 &&
            html`<p class="none">
              <${Icon} name="door-closed" /> ${
                pick(day.reason) || t(day.code ? `error.${day.code}` : "error.closed")
              }
            </p>`
          }
          <div class="times">
            ${day.times.map(
              (x) => html`<button
                type="button"
                key=${x.at}
                class="time"
                data-at=${x.at}
                disabled=${Boolean(x.code)}
                title=${x.code ? t(`error.${x.code}`) : undefined}
                aria-pressed=${d.at === x.at}
                onClick=${() => set({ at: x.at })}
              >
                ${clock(x.at)}
                <small>${x.code ? t("operator.time.taken") : `${x.free}/${x.places}`}</small>
              </button>`,
            )}
          </div>
        </section>`,
      )}
    </div>
  </div>`;
}

function Confirm({ d }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const button = useRef(null);
  useEffect(() => {
    setTrouble("");
    if (d.at) button.current?.focus(); // Enter on a time, Enter again: booked
  }, [d.at]);
  const ready = d.at && (moving.value || mobile(d.phone));
  const go = async () => {
    if (!ready || busy) return;
    setBusy(true);
    try {
      await confirm();
    } catch (problem) {
      setTrouble(problem.text);
      set({ at: null });
    } finally {
      setBusy(false);
    }
  };
  return html`<footer class="confirm">
    ${
      trouble &&
      html`<p class="trouble" role="alert"><${Icon} name="triangle-alert" /> ${trouble}</p>`
    }
    <p>
      ${d.at ? html`<b>${whenTitle(d.at)}</b>` : t("operator.choose-time")}
      ${
        !moving.value &&
        d.phone &&
        !mobile(d.phone) &&
        html`<span class="hint"><${Icon} name="circle-alert" /> ${t("operator.phone.wrong")}</span>`
      }
    </p>
    <button
      type="button"
      ref=${button}
      class="button primary go"
      disabled=${!ready || busy}
      onClick=${go}
    >
      ${t(moving.value ? "operator.move.go" : "operator.book.go")}
      <kbd>Enter</kbd>
    </button>
  </footer>`;
}

// Done is what the operator reads out.
function Done({ b }) {
  const name = pick(offer.value.directions.find((x) => x.id === b.direction)?.name);
  return html`<section class="book done" aria-live="polite">
    <header><h2><${Icon} name="circle-check" /> ${t("operator.done")}</h2></header>
    <p class="read">${t("operator.done.read")}</p>
    <p class="code">${b.code}</p>
    <dl>
      <div><dt>${t("operator.when")}</dt><dd>${whenTitle(b.at)}</dd></div>
      <div><dt>${t("operator.direction")}</dt><dd>${name}</dd></div>
      <div><dt>${t("operator.kind")}</dt><dd>${t(`operator.kind.${b.kind}`)}</dd></div>
      <div><dt>${t("operator.phone")}</dt><dd>${spokenPhone(b.phone) || "—"}</dd></div>
    </dl>
    <p class="tell"><${Icon} name="info" /> ${t("operator.done.tell")}</p>
    <button
      type="button"
      class="button primary go"
      autofocus
      onClick=${startOver}
      ref=${(x) => x?.focus()}
    >
      ${t("operator.next-call")}
      <kbd>Enter</kbd>
    </button>
  </section>`;
}
