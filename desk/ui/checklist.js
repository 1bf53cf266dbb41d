// The papers and the look-ups of a service, each with one of a few answers.
// Buttons carry a word and a sign; Tab and space do it all without a mouse.
import { html, Icon } from "shared/ui.js";
import { t, language } from "shared/text.js";

const words = (text) => text?.[language.value] || text?.az || "";
const signs = { have: "check", missing: "x", "from-system": "monitor", "not-applicable": "minus", found: "check", "not-found": "x", unavailable: "unplug" };

function Choice({ group, options, value, onChange, label }) {
  return html`<span class="choice" role="radiogroup" aria-label=${label}>
    ${options.map(
      (o) => html`<label key=${o} class=${`${o} ${value === o ? "on" : ""}`}>
        <input type="radio" name=${group} checked=${value === o} onChange=${() => onChange(o)} />
        <${Icon} name=${signs[o]} /> ${t(`desk.check.${o}`)}</label>`,
    )}
  </span>`;
}

export function Documents({ service, value, onChange }) {
  if (!service.documents.length) return null;
  const missing = service.documents.filter((d) => value[d.id] === "missing");
  return html`<section class="part documents">
    <h2>${t("desk.documents")}</h2>
    <ul>${service.documents.map((d) => {
      const options = ["have", "missing", ...(d.from_system ? ["from-system"] : []), "not-applicable"];
      return html`<li key=${d.id}>
        <div class="what">${words(d.short?.az ? d.short : d.name)}
          ${d.condition?.az && html`<small>${words(d.condition)}</small>`}
          ${d.alternatives?.length > 0 && html`<small>${t("desk.document.oneof")} ${d.alternatives.map((a) => words(a.name)).join("; ")}</small>`}</div>
        <${Choice} group=${`doc-${d.id}`} label=${words(d.name)} options=${options} value=${value[d.id]} onChange=${(s) => onChange({ ...value, [d.id]: s })} />
      </li>`;
    })}</ul>
    ${missing.length > 0 && html`<p class="missing" role="status"><${Icon} name="triangle-alert" /> ${t("desk.documents.missing", { list: missing.map((d) => words(d.short?.az ? d.short : d.name)).join("; ") })}</p>`}
  </section>`;
}

export function LookUps({ service, value, onChange }) {
  const list = service.subsystems.filter((s) => s.look_up);
  if (!list.length) return null;
  return html`<section class="part lookups">
    <h2>${t("desk.lookups")}</h2>
    <ul>${list.map((s) => {
      const now = value[s.id] ?? {};
      return html`<li key=${s.id}>
        <div class="what">${s.name}${s.what?.az && html`<small>${words(s.what)}</small>`}</div>
        <${Choice} group=${`sub-${s.id}`} label=${s.name} options=${["found", "not-found", "unavailable"]} value=${now.state}
          onChange=${(state) => onChange({ ...value, [s.id]: { ...now, state } })} />
        ${now.state && html`<input class="note" maxlength="500" placeholder=${t("desk.lookup.note")} aria-label=${t("desk.lookup.note")} value=${now.note ?? ""}
          onInput=${(e) => onChange({ ...value, [s.id]: { ...now, note: e.target.value } })} />`}
      </li>`;
    })}</ul>
  </section>`;
}
