// The 27 fields of a passport as a form: closed they show what they hold, open
// they are edited. Fields with a doubt stand open.
import { html, useState, Icon } from "shared/ui.js";
import { t, pick, noText } from "shared/text.js";
import { Text3 } from "../../ui/fields.js";
import { whole } from "../../ui/whole.js";
import { Grounds, Documents, Procedures, Steps, Subsystems } from "./passportlists.js";

const units = ["minute", "hour", "day", "month"];
const degrees = ["full", "partial", "none", "impossible"];

// Two numbered fields that are one thing share a place: the figure and its unit.
const shared = { 13: 12, 15: 14, 17: 16 };
export const fieldOf = (n) => shared[n] ?? n;

// What the server calls a wording that is missing begins with the list it is in.
const places = {
  name: 1,
  short: 1,
  grounds: 9,
  fee: 19,
  documents: 21,
  steps: 23,
  procedures: 23,
  subsystems: 25,
};
const placeOf = (path) => places[path.split(/[.:]/)[0]] ?? 0;

const plainLists = {
  4: "units",
  5: "legal_basis",
  6: "apply_by",
  7: "channels",
  8: "answer_by",
  10: "users",
  11: "executors",
  20: "places",
  22: "document_forms",
  24: "systems",
};
const periods = { 12: "total", 14: "front", 16: "back" };

export function Fields({ value, onChange, doubts, missing, classes, directions }) {
  const asked = new Set(doubts.map((f) => fieldOf(f.field)));
  const lacking = (n) => missing.filter((path) => placeOf(path) === n).length;
  const order = [
    1, 2, 3, 12, 14, 16, 18, 19, 9, 21, 23, 25, 4, 5, 6, 7, 8, 10, 11, 20, 22, 24, 26, 27,
  ];
  return html`<section class="fields">
    ${order.map(
      (n) => html`<details
        key=${n}
        data-field=${n}
        open=${asked.has(n)}
        class=${asked.has(n) ? "doubted" : ""}
      >
        <summary>
          <b class="no">${n}</b> <span class="name">${t(`passports.field.${n}`)}</span> <span
            class="now"
          >
            ${summary(n, value, classes)}
          </span>
          ${
            lacking(n) > 0 &&
            html`<span class="state"><${Icon} name="languages" /> ${lacking(n)}</span>`
          }
          ${asked.has(n) && html`<span class="state warn"><${Icon} name="circle-help" /></span>`}
        </summary>
        <div class="edit">
          <${Field}
            n=${n}
            value=${value}
            onChange=${onChange}
            classes=${classes}
            directions=${directions}
          />
        </div>
      </details>`,
    )}
  </section>`;
}

const periodText = (p) =>
  p?.number
    ? `${p.number} ${p.unit ? t(`passports.unit.${p.unit}`) : "?"}`
    : t("passports.unknown");
const degreeText = (d) => (d ? t(`passports.degree.${d}`) : t("passports.unknown"));

function summary(n, v, classes) {
  if (plainLists[n]) return (v[plainLists[n]] ?? []).join("; ") || "—";
  if (periods[n]) return periodText(v[periods[n]]);
  const lists = { 9: v.grounds, 21: v.documents, 23: v.steps, 25: v.subsystems };
  if (n in lists) return String(lists[n]?.length ?? 0);
  switch (n) {
    case 1:
      return pick(v.name);
    case 2:
      return v.id;
    case 3:
      return pick(classes.find((c) => c.code === v.classification)?.name) || "—";
    case 18:
      return v.operator_minutes
        ? `${v.operator_minutes} ${t("passports.minutes")}`
        : t("passports.unknown");
    case 19:
      return v.fee.paid ? t("passports.paid") : t("passports.free");
    case 26:
      return degreeText(v.electronic);
    default:
      return degreeText(v.automated);
  }
}

function Field({ n, value: v, onChange, classes, directions }) {
  if (plainLists[n])
    return html`<${Lines}
      name=${plainLists[n]}
      value=${v[plainLists[n]]}
      onChange=${(list) => onChange({ [plainLists[n]]: list })}
    />`;
  if (periods[n])
    return html`<${PeriodField}
      name=${periods[n]}
      value=${v[periods[n]]}
      onChange=${(p) => onChange({ [periods[n]]: p })}
    />`;
  switch (n) {
    case 1:
      return html`
        <${Text3}
          label=${t("passports.field.1")}
          name="name"
          max="500"
          long
          value=${v.name}
          onChange=${(name) => onChange({ name })}
        />
        <${Text3}
          label=${t("passports.short")}
          name="short"
          max="120"
          value=${v.short ?? noText()}
          onChange=${(short) => onChange({ short })}
        />
      `;
    case 2:
      return html`<label>
        ${t("passports.field.2")}
        <input
          name="id"
          maxlength="11"
          placeholder="00-00-00-00"
          value=${v.id}
          onInput=${(e) => onChange({ id: e.target.value.trim() })}
        />
      </label>`;
    case 3: {
      const leads = classes.find((c) => c.code === v.classification)?.direction;
      return html`
        <label>
          ${t("passports.field.3")}
          <select
            name="classification"
            value=${v.classification}
            onChange=${(e) => onChange({ classification: e.target.value })}
          >
            ${
              !classes.some((c) => c.code === v.classification) &&
              html`<option value=${v.classification}>—</option>`
            }
            ${classes.map(
              (c) => html`<option key=${c.code} value=${c.code}>${pick(c.name)}</option>`,
            )}
          </select>
        </label>
        ${
          leads &&
          html`<p class="hint">
            <${Icon} name="arrow-right" /> ${pick(directions.find((d) => d.id === leads)?.name)}
          </p>`
        }
      `;
    }
    case 9:
      return html`<${Grounds}
        value=${v.grounds ?? []}
        onChange=${(grounds) => onChange({ grounds })}
      />`;
    case 18:
      return html`<label>
        ${t("passports.field.18")}
        <span class="figure">
          <${Figure}
            name="operator_minutes"
            value=${v.operator_minutes}
            onChange=${(operator_minutes) => onChange({ operator_minutes })}
          /> ${t("passports.minutes")}
        </span>
      </label>`;
    case 19:
      return html`
        <label class="tickline">
          <input
            type="checkbox"
            name="paid"
            checked=${v.fee.paid}
            onChange=${(e) => onChange({ fee: { ...v.fee, paid: e.target.checked } })}
          /> ${t("passports.paid")}
        </label>
        <${Text3}
          label=${t("passports.fee.note")}
          name="fee"
          max="500"
          value=${v.fee.note ?? noText()}
          onChange=${(note) => onChange({ fee: { ...v.fee, note } })}
        />
      `;
    case 21:
      return html`<${Documents}
        value=${v.documents ?? []}
        onChange=${(documents) => onChange({ documents })}
      />`;
    case 23:
      return html`
        <${Procedures}
          value=${v.procedures ?? []}
          onChange=${(procedures) => onChange({ procedures })}
        />
        <${Steps}
          value=${v.steps ?? []}
          procedures=${v.procedures ?? []}
          subsystems=${v.subsystems ?? []}
          onChange=${(steps) => onChange({ steps })}
        />
      `;
    case 25:
      return html`<${Subsystems}
        value=${v.subsystems ?? []}
        onChange=${(subsystems) => onChange({ subsystems })}
      />`;
    case 26:
      return html`<${DegreeField}
        name="electronic"
        value=${v.electronic}
        onChange=${(electronic) => onChange({ electronic })}
      />`;
    default:
      return html`
        <${DegreeField}
          name="automated"
          value=${v.automated}
          onChange=${(automated) => onChange({ automated })}
        />
        <label>
          ${t("passports.responsible")}
          <input
            name="responsible"
            maxlength="300"
            value=${v.responsible ?? ""}
            onInput=${(e) => onChange({ responsible: e.target.value })}
          />
        </label>
      `;
  }
}

// Figure is a whole number; 0 = not known. What is typed and is none stands there, marked,
// and counts as not known.
function Figure({ name, value, onChange }) {
  const [refused, setRefused] = useState("");
  const type = (text) => {
    const read = whole(text);
    setRefused(Number.isInteger(read) ? "" : text);
    onChange(Number.isInteger(read) ? read : 0);
  };
  return html`<input
    id=${name}
    name=${name}
    inputmode="numeric"
    maxlength="6"
    aria-invalid=${refused ? "true" : undefined}
    value=${refused || value || ""}
    onInput=${(e) => type(e.target.value)}
  />`;
}

// Lines is a plain list, one entry per line. A line being typed may be noText(); the
// list has none.
function Lines({ name, value, onChange }) {
  const list = value ?? [];
  return html`<label>
    ${t(`passports.lines`)}
    <textarea
      name=${name}
      rows=${Math.max(3, list.length + 1)}
      defaultValue=${list.join("\n")}
      onInput=${(e) =>
        onChange(
          e.target.value
            .split("\n")
            .map((l) => l.trim())
            .filter(Boolean),
        )}
    ></textarea>
  </label>`;
}

function PeriodField({ name, value, onChange }) {
  return html`<div class="figure">
    <label class="unseen" for=${`${name}-number`}>${t("passports.period.number")}</label>
    <${Figure}
      name=${`${name}-number`}
      value=${value.number}
      onChange=${(number) => onChange({ ...value, number })}
    />
    <select
      name=${`${name}-unit`}
      aria-label=${t("passports.period.unit")}
      value=${value.unit}
      onChange=${(e) => onChange({ ...value, unit: e.target.value })}
    >
      <option value="">${t("passports.unknown")}</option>
      ${units.map((u) => html`<option key=${u} value=${u}>${t(`passports.unit.${u}`)}</option>`)}
    </select>
  </div>`;
}

function DegreeField({ name, value, onChange }) {
  return html`<label>
    ${t(`passports.${name}`)}
    <select name=${name} value=${value} onChange=${(e) => onChange(e.target.value)}>
      <option value="">${t("passports.unknown")}</option>
      ${degrees.map(
        (d) => html`<option key=${d} value=${d}>${t(`passports.degree.${d}`)}</option>`,
      )}
    </select>
  </label>`;
}
