// Who applies, by FIN or another document, and who stands there for them.
import { html } from "shared/ui.js";
import { t } from "shared/text.js";
import { finless, Switch } from "./finless.js";

export const nobody = {
  name: "",
  fin: "",
  paper: "",
  number: "",
  phone: "",
  representative: "",
  kind: "",
};

const kinds = ["power-of-attorney", "guardian", "parent"];
const papers = [
  "residence-permit",
  "foreign-passport",
  "refugee-certificate",
  "stateless-certificate",
  "birth-certificate",
];

// wire is the applicant as the server takes it; undefined where nobody is named.
export const wire = (p, ticket) => {
  const known = finless(ticket) ? p.paper || p.number.trim() : p.fin;
  if (!p.name.trim() && !known) return undefined;
  return {
    name: p.name.trim(),
    ...(finless(ticket)
      ? { document: { kind: p.paper, number: p.number.trim() } }
      : { fin: p.fin }),
    ...(p.phone.trim() && { phone: p.phone.trim() }),
    ...(p.kind && { representative: p.representative.trim() }),
  };
};

// fault is what the server would refuse, so that it is said beside the field.
export function fault(applicant) {
  if (applicant?.document) {
    const { kind, number } = applicant.document;
    return kind && number.replace(/[^\p{L}\p{N}]/gu, "").length >= 5
      ? null
      : { field: "document", text: t("desk.identity.wrong") };
  }
  return !applicant || /^[0-9A-HJ-NP-Z]{7}$/.test(applicant.fin)
    ? null
    : { field: "fin", text: t("desk.fin.wrong") };
}

export function Applicant({ ticket, person, onChange, wrong, optional }) {
  const without = finless(ticket);
  const set = (field) => (e) =>
    onChange({
      ...person,
      [field]:
        field === "fin"
          ? e.target.value
              .toUpperCase()
              .replace(/[^0-9A-Z]/g, "")
              .slice(0, 7)
          : e.target.value,
    });
  const field = (
    name,
    label,
    extra,
    of = name,
  ) => html`<label class=${wrong?.field === name ? "wrong" : ""}>
    ${label}
    <input
      name=${name}
      value=${person[of]}
      onInput=${set(of)}
      autocomplete="off"
      aria-invalid=${wrong?.field === name}
      ...${extra}
    />
    ${wrong?.field === name && html`<small role="alert">${wrong.text}</small>`}
  </label>`;
  return html`
    <div class=${`fields ${without ? "without" : ""}`}>
      ${field("name", t("desk.applicant.name"), {
        required: !optional,
        minlength: 2,
        maxlength: 120,
      })}
      <div class="known">
        ${
          without
            ? html`<${Paper} person=${person} onChange=${onChange} optional=${optional} />`
            : field("fin", t("desk.applicant.fin"), {
                required: !optional,
                class: "fin",
                spellcheck: false,
              })
        }
        <${Switch} ticket=${ticket} />
      </div>
      ${
        without &&
        field(
          "document",
          t("desk.applicant.document.number"),
          { required: Boolean(person.paper) || !optional, maxlength: 40, spellcheck: false },
          "number",
        )
      }
      ${field("phone", t("desk.applicant.phone"), {
        type: "tel",
        maxlength: 20,
        placeholder: "050 000 00 00",
      })}
    </div>
    <div class="fields two">
      <label>
        ${t("desk.representative")}
        <select
          name="kind"
          value=${person.kind}
          onChange=${(e) => onChange({ ...person, kind: e.target.value })}
        >
          <option value="">${t("desk.representative.none")}</option>
          ${kinds.map(
            (k) => html`<option key=${k} value=${k}>${t(`desk.representative.${k}`)}</option>`,
          )}
        </select>
      </label>
      ${
        person.kind &&
        field("representative", t("desk.representative.name"), {
          required: true,
          minlength: 2,
          maxlength: 120,
        })
      }
    </div>
  `;
}

// Paper is the kind of document; its first letter or its place chooses it.
function Paper({ person, onChange, optional }) {
  return html`<label>
    ${t("desk.applicant.document")}
    <select
      name="document-kind"
      required=${!optional || Boolean(person.number)}
      value=${person.paper}
      onChange=${(e) => onChange({ ...person, paper: e.target.value })}
    >
      <option value="">${t("desk.applicant.document.choose")}</option>
      ${papers.map((k) => html`<option key=${k} value=${k}>${t(`desk.identity.${k}`)}</option>`)}
    </select>
  </label>`;
}
