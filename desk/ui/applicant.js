// Who applies, and who stands there for them.
import { html } from "shared/ui.js";
import { t } from "shared/text.js";

export const nobody = { name: "", fin: "", phone: "", representative: "", kind: "" };
export const validFIN = (fin) => /^[0-9A-HJ-NP-Z]{7}$/.test(fin);

const kinds = ["power-of-attorney", "guardian", "parent"];

// wire is the applicant as the server takes it; undefined where nobody is named.
export const wire = (p) =>
  p.name.trim() || p.fin
    ? {
        name: p.name.trim(), fin: p.fin,
        ...(p.phone.trim() && { phone: p.phone.trim() }),
        ...(p.kind && { representative: p.representative.trim() }),
      }
    : undefined;

export function Applicant({ person, onChange, wrong, optional }) {
  const set = (field) => (e) =>
    onChange({ ...person, [field]: field === "fin" ? e.target.value.toUpperCase().replace(/[^0-9A-Z]/g, "").slice(0, 7) : e.target.value });
  const field = (name, label, extra) => html`<label class=${wrong?.field === name ? "wrong" : ""}>${label}
    <input name=${name} value=${person[name]} onInput=${set(name)} autocomplete="off" aria-invalid=${wrong?.field === name} ...${extra} />
    ${wrong?.field === name && html`<small role="alert">${wrong.text}</small>`}</label>`;
  return html`<div class="fields">
      ${field("name", t("desk.applicant.name"), { required: !optional, minlength: 2, maxlength: 120 })}
      ${field("fin", t("desk.applicant.fin"), { required: !optional, class: "fin", spellcheck: false })}
      ${field("phone", t("desk.applicant.phone"), { type: "tel", maxlength: 20, placeholder: "050 000 00 00" })}
    </div>
    <div class="fields two">
      <label>${t("desk.representative")}<select name="kind" value=${person.kind} onChange=${(e) => onChange({ ...person, kind: e.target.value })}>
        <option value="">${t("desk.representative.none")}</option>
        ${kinds.map((k) => html`<option key=${k} value=${k}>${t(`desk.representative.${k}`)}</option>`)}</select></label>
      ${person.kind && field("representative", t("desk.representative.name"), { required: true, minlength: 2, maxlength: 120 })}
    </div>`;
}
