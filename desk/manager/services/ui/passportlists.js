// The fields of a passport that are lists of things with parts: grounds,
// documents, steps and subsystems.
import { html, Icon, Button } from "shared/ui.js";
import { t, noText } from "shared/text.js";
import { Text3 } from "../../ui/fields.js";

const kinds = [
  "take-ticket",
  "desk",
  "documents",
  "look-up",
  "application",
  "help",
  "attach",
  "register",
  "offer",
  "refuse",
  "send-back-office",
  "waiting-list",
  "print-copies",
  "decision-by",
  "notify",
  "other",
];

// fresh makes an identifier that nothing in the list has: what is stored under
// one keeps it for ever, so it is never made of a wording that may change.
function fresh(list, what) {
  let n = list.length + 1;
  while (list.some((one) => one.id === `${what}-${n}`)) n++;
  return `${what}-${n}`;
}

function List({ value, onChange, make, children }) {
  const put = (i) => (part) =>
    onChange(value.map((one, n) => (n === i ? { ...one, ...part } : one)));
  const drop = (i) => onChange(value.filter((_, n) => n !== i));
  const up = (i) =>
    onChange([...value.slice(0, i - 1), value[i], value[i - 1], ...value.slice(i + 1)]);
  return html`
    <ol class="things">
      ${value.map(
        (one, i) => html`<li key=${one.id ?? i} data-id=${one.id}>
          <div class="thing">${children(one, put(i), i)}</div>
          <div class="row-acts">
            <button
              type="button"
              class="plain"
              disabled=${i === 0}
              aria-label=${t("passports.up")}
              onClick=${() => up(i)}
            >
              <${Icon} name="arrow-up" />
            </button>
            <button
              type="button"
              class="plain"
              aria-label=${t("passports.remove")}
              onClick=${() => drop(i)}
            >
              <${Icon} name="trash-2" />
            </button>
          </div>
        </li>`,
      )}
    </ol>
    <${Button} icon="plus" onClick=${() => onChange([...value, make()])}>${t("passports.add")}<//>
  `;
}

export function Grounds({ value, onChange }) {
  return html`<${List}
    value=${value}
    onChange=${onChange}
    make=${() => ({ id: fresh(value, "ground"), text: noText() })}
  >
    ${(g, put) => html`<${Text3}
      label=${t("passports.field.9")}
      name=${g.id}
      max="500"
      value=${g.text}
      onChange=${(text) => put({ text })}
    />`}
  <//>`;
}

export function Documents({ value, onChange }) {
  return html`<${List}
    value=${value}
    onChange=${onChange}
    make=${() => ({ id: fresh(value, "document"), name: noText(), from_system: false })}
  >
    ${(d, put) => html`
      <${Text3}
        label=${t("passports.document")}
        name=${d.id}
        max="500"
        long
        value=${d.name}
        onChange=${(name) => put({ name })}
      />
      <label class="tickline">
        <input
          type="checkbox"
          name=${`${d.id}-system`}
          checked=${d.from_system}
          onChange=${(e) => put({ from_system: e.target.checked })}
        /> ${t("passports.from-system")}
      </label>
      <details open=${!!d.short?.az}>
        <summary>${t("passports.short")}</summary>
        <${Text3}
          label=${t("passports.short")}
          name=${`${d.id}-short`}
          max="120"
          value=${d.short ?? noText()}
          onChange=${(short) => put({ short })}
        />
      </details>
      <details open=${!!d.condition?.az}>
        <summary>${t("passports.condition")}</summary>
        <${Text3}
          label=${t("passports.condition")}
          name=${`${d.id}-condition`}
          max="500"
          value=${d.condition ?? noText()}
          onChange=${(condition) => put({ condition })}
        />
      </details>
      <details open=${d.alternatives?.length > 0}>
        <summary>${t("passports.alternatives")}</summary>
        <${List}
          value=${d.alternatives ?? []}
          onChange=${(alternatives) => put({ alternatives })}
          make=${() => ({ id: fresh(d.alternatives ?? [], `${d.id}-or`), name: noText() })}
        >
          ${(a, set) => html`<${Text3}
            label=${t("passports.document")}
            name=${a.id}
            max="500"
            value=${a.name}
            onChange=${(name) => set({ name })}
          />`}
        <//>
      </details>
    `}
  <//>`;
}

export function Steps({ value, procedures, subsystems, onChange }) {
  const last = () => value.reduce((n, s) => Math.max(n, s.number), 0);
  return html`<${List}
    value=${value}
    onChange=${onChange}
    make=${() => ({ number: last() + 1, kind: "other", text: noText() })}
  >
    ${(s, put, i) => html`
      <p class="step">
        <b>${s.number}</b>
        <label>
          ${t("passports.kind")}
          <select
            name=${`step-${i}-kind`}
            value=${s.kind}
            onChange=${(e) => put({ kind: e.target.value })}
          >
            ${kinds.map(
              (k) => html`<option key=${k} value=${k}>${t(`passports.kind.${k}`)}</option>`,
            )}
          </select>
        </label>
        <label>
          ${t("passports.subsystem")}
          <select
            name=${`step-${i}-subsystem`}
            value=${s.subsystem ?? ""}
            onChange=${(e) => put({ subsystem: e.target.value })}
          >
            <option value="">—</option>
            <option value="e-sosial">e-sosial</option>
            ${subsystems.map(
              (one) => html`<option key=${one.id} value=${one.id}>${one.name}</option>`,
            )}
          </select>
        </label>
        ${
          procedures.length > 0 &&
          html`<label>
            ${t("passports.procedure")}
            <select
              name=${`step-${i}-procedure`}
              value=${s.procedure ?? ""}
              onChange=${(e) => put({ procedure: e.target.value })}
            >
              <option value="">${t("passports.all-procedures")}</option>
              ${procedures.map(
                (p) => html`<option key=${p.id} value=${p.id}>${p.name.az}</option>`,
              )}
            </select>
          </label>`
        }
      </p>
      ${
        s.also?.length > 0 &&
        html`<p class="hint">
          ${t("passports.also", { list: s.also.map((k) => t(`passports.kind.${k}`)).join(", ") })}
        </p>`
      }
      <${Text3}
        label=${t("passports.step")}
        name=${`step-${i}`}
        max="1500"
        long
        value=${s.text}
        onChange=${(text) => put({ text })}
      />
      <details open=${!!s.condition?.az}>
        <summary>${t("passports.condition")}</summary>
        <${Text3}
          label=${t("passports.condition")}
          name=${`step-${i}-condition`}
          max="500"
          value=${s.condition ?? noText()}
          onChange=${(condition) => put({ condition })}
        />
      </details>
    `}
  <//>`;
}

// Procedures are the services that share the passport; which there are follows
// from the document, what they are called may be put right.
export function Procedures({ value, onChange }) {
  return value.map(
    (p, i) =>
      html`<${Text3}
        key=${p.id}
        label=${t("passports.procedure")}
        name=${p.id}
        max="500"
        value=${p.name}
        onChange=${(name) => onChange(value.map((one, n) => (n === i ? { ...one, name } : one)))}
      />`,
  );
}

export function Subsystems({ value, onChange }) {
  return html`<${List}
    value=${value}
    onChange=${onChange}
    make=${() => ({ id: fresh(value, "subsystem"), name: "", look_up: false })}
  >
    ${(s, put) => html`
      <label>
        ${t("passports.subsystem")} <small>${s.id}</small>
        <input
          name=${s.id}
          maxlength="200"
          value=${s.name}
          onInput=${(e) => put({ name: e.target.value })}
        />
      </label>
      <label class="tickline">
        <input
          type="checkbox"
          name=${`${s.id}-look-up`}
          checked=${s.look_up}
          onChange=${(e) => put({ look_up: e.target.checked })}
        /> ${t("passports.look-up")}
      </label>
      ${
        s.look_up &&
        html`<${Text3}
          label=${t("passports.what")}
          name=${`${s.id}-what`}
          max="500"
          value=${s.what ?? noText()}
          onChange=${(what) => put({ what })}
        />`
      }
    `}
  <//>`;
}
