// The fields of the console's forms. A fault is {code, field, index} as the
// server gives it, and lands on the field of its name.
import { html, Icon } from "shared/ui.js";
import { t, has, boot, noText } from "shared/text.js";
import { longDay } from "shared/days.js";
import { read, readTime, weekOrder, weekdayShort } from "./dates.js";
import { untold } from "./regime.js";

export const faultText = (fault) =>
  t(has(`regime.fault.${fault.code}`) ? `regime.fault.${fault.code}` : `error.${fault.code}`);

// FaultAt shows the fault where it belongs; the form sets the focus by data-fault.
export function FaultAt({ fault, at, index }) {
  if (
    !fault ||
    ![].concat(at).includes(fault.field ?? "") ||
    (index !== undefined && (fault.index ?? 0) !== index)
  )
    return null;
  return html`<p class="trouble" role="alert" data-fault=${fault.field}>
    <${Icon} name="triangle-alert" /> ${faultText(fault)}
  </p>`;
}

// Untold says that a wording will show in Azerbaijani to those who read another
// language.
export function Untold({ text }) {
  const missing = untold(text, boot.languages);
  return (
    missing.length > 0 &&
    html`<p class="warn untold">
      <${Icon} name="languages" /> <span>
        ${t("regime.untold", { languages: missing.map((l) => t(`regime.untold.${l}`)).join(", ") })}
      </span>
    </p>`
  );
}

// Text3 is a wording in three languages. Azerbaijani comes first and stands in
// for the others; what is shown to visitors says so.
export function Text3({ label, name, value, onChange, max = 100, long, shown }) {
  return html`<fieldset class="text3">
    <legend>${label}</legend>
    ${boot.languages.map((l) => {
      const props = {
        name: `${name}-${l}`,
        lang: l,
        maxlength: max,
        value: value?.[l] ?? "",
        onInput: (e) => onChange({ ...noText(), ...value, [l]: e.target.value }),
      };
      return html`<label key=${l}>
        <span class="tongue">${l.toUpperCase()}</span>
        ${long ? html`<textarea rows="2" ...${props}></textarea>` : html`<input ...${props} />`}
      </label>`;
    })}
    ${shown && html`<${Untold} text=${value} />`}
  </fieldset>`;
}

// DayField takes 15.03.2020 and says the day in words below.
export function DayField({ label, name, value, onInput, disabled, needed }) {
  const day = read(value);
  return html`<label class="day-field">
    ${label}
    <input
      name=${name}
      inputmode="numeric"
      placeholder=${t("calendar.day-form")}
      maxlength="10"
      disabled=${disabled}
      aria-invalid=${value && !day ? "true" : undefined}
      value=${value}
      onInput=${(e) => onInput(e.target.value)}
    />
    <small>${day ? longDay(day) : value || needed ? t("calendar.day-help") : ""}</small>
  </label>`;
}

export function TimeField({ label, name, value, onInput, disabled }) {
  return html`<label class="time-field">
    ${label}
    <input
      name=${name}
      inputmode="numeric"
      placeholder="09:00"
      maxlength="5"
      disabled=${disabled}
      aria-invalid=${readTime(value) ? undefined : "true"}
      value=${value}
      onInput=${(e) => onInput(e.target.value)}
      onBlur=${(e) => onInput(readTime(e.target.value) ?? e.target.value)}
    />
  </label>`;
}

export function NumberField({ label, name, value, onInput, unit }) {
  return html`<label class="number-field">
    ${label}
    <span>
      <input
        name=${name}
        inputmode="numeric"
        maxlength="6"
        value=${value ?? ""}
        aria-invalid=${/^\d*$/.test(value ?? "") ? undefined : "true"}
        onInput=${(e) => onInput(e.target.value)}
      /> ${unit}
    </span>
  </label>`;
}

// Chips is a choice of some of a few.
export function Chips({ label, options, value, onChange, disabled }) {
  const toggle = (id) =>
    onChange(value.includes(id) ? value.filter((other) => other !== id) : [...value, id]);
  return html`<div class="chips" role="group" aria-label=${label}>
    ${options.map(
      (o) => html`<button
        type="button"
        key=${o.id}
        data-id=${o.id}
        disabled=${disabled}
        aria-pressed=${value.includes(o.id)}
        onClick=${() => toggle(o.id)}
      >
        ${value.includes(o.id) && html`<${Icon} name="check" />`}
        ${o.label}
      </button>`,
    )}
  </div>`;
}

// Switch is one rule as a sentence; what it needs to know appears below it.
export function Switch({ name, label, on, onChange, children }) {
  return html`<div class=${`switch ${on ? "on" : ""}`}>
    <label>
      <input
        type="checkbox"
        role="switch"
        name=${name}
        checked=${on}
        onChange=${(e) => onChange(e.target.checked)}
      /> <span>${label}</span>
    </label>
    ${on && children && html`<div class="detail">${children}</div>`}
  </div>`;
}

// longer is the list with one window more: after the last, or, where the last takes
// up the whole day, with an hour for lunch in it.
export function longer(spans) {
  const last = spans.at(-1);
  if (last && readTime(last.from) < "13:00" && readTime(last.to) >= "18:00")
    return [
      ...spans.slice(0, -1),
      { from: last.from, to: "13:00" },
      { from: "14:00", to: last.to },
    ];
  return [...spans, { from: last?.to ?? "09:00", to: "18:00" }];
}

// Spans are the windows of a day, each [from, to].
export function Spans({ name, value, onChange, fault, field }) {
  const set = (i, part) => onChange(value.map((s, n) => (n === i ? { ...s, ...part } : s)));
  return html`<div class="spans">
    ${value.map(
      (s, i) => html`
        <p key=${i} class="span">
          <${TimeField}
            label=${t("regime.from-time")}
            name=${`${name}-from-${i}`}
            value=${s.from}
            onInput=${(from) => set(i, { from })}
          />
          <${TimeField}
            label=${t("regime.to-time")}
            name=${`${name}-to-${i}`}
            value=${s.to}
            onInput=${(to) => set(i, { to })}
          />
          ${nextDay(s) && html`<small>${t("regime.next-day")}</small>`}
          <button
            type="button"
            class="plain"
            aria-label=${t("regime.remove")}
            onClick=${() => onChange(value.filter((_, n) => n !== i))}
          >
            <${Icon} name="x" />
          </button>
        </p>
        <${FaultAt} fault=${fault} at=${field} index=${i} />
      `,
    )}
    <button type="button" class="plain add" onClick=${() => onChange(longer(value))}>
      <${Icon} name="plus" /> ${t("regime.add-hours")}
    </button>
  </div>`;
}

const nextDay = (s) => readTime(s.from) && readTime(s.to) && readTime(s.to) < readTime(s.from);

export const weekdayOptions = () => weekOrder.map((n) => ({ id: n, label: weekdayShort(n) }));
