// Who applies, and what is decided: register, refuse with a ground, send to the
// back office, or add to the waiting list — as the service's steps allow.
import { html, useState, Icon } from "shared/ui.js";
import { t, language } from "shared/text.js";
import { post, newKey } from "shared/api.js";
import { say } from "./moves.js";

const words = (text) => text?.[language.value] || text?.az || "";
const fin = /^[0-9A-HJ-NP-Z]{7}$/;

// decisions lists what may be decided, the one that the steps lead to first.
function decisions(service) {
  const kinds = new Set(service.steps.flatMap((s) => [s.kind, ...(s.also ?? [])]));
  const first = kinds.has("waiting-list") ? "listed" : kinds.has("send-back-office") ? "sent-on" : "registered";
  const rest = ["registered", ...(kinds.has("waiting-list") ? ["listed"] : []), "sent-on"];
  return [...new Set([first, ...rest]), "refused"];
}

export function Application({ frame, service, documents, checks, onDone }) {
  const [person, setPerson] = useState({ name: "", fin: "", phone: "" });
  const options = decisions(service);
  const [outcome, setOutcome] = useState(options[0]);
  const [ground, setGround] = useState("");
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState(null); // {field, text}
  const [busy, setBusy] = useState(false);
  const [key] = useState(newKey); // one form, one application, however often it is sent

  const open = service.documents.filter((d) => !documents[d.id]);
  const set = (field) => (e) => {
    setWrong(null);
    setPerson({ ...person, [field]: field === "fin" ? e.target.value.toUpperCase().replace(/[^0-9A-Z]/g, "").slice(0, 7) : e.target.value });
  };
  const send = async (e) => {
    e.preventDefault();
    if (!fin.test(person.fin)) return setWrong({ field: "fin", text: t("desk.fin.wrong") });
    setBusy(true);
    try {
      await post("/api/desk/applications", {
        key,
        lease: frame.desk.lease,
        ticket: frame.active.id,
        service: service.id,
        applicant: { name: person.name.trim(), fin: person.fin, ...(person.phone.trim() && { phone: person.phone.trim() }) },
        documents: service.documents.filter((d) => documents[d.id]).map((d) => ({ id: d.id, state: documents[d.id] })),
        checks: Object.entries(checks).filter(([, c]) => c.state).map(([subsystem, c]) => ({ subsystem, state: c.state, ...(c.note && { note: c.note }) })),
        outcome,
        ...(outcome === "refused" && { ground, reason: reason.trim() }),
      });
      onDone();
    } catch (problem) {
      if (problem.field) setWrong({ field: problem.field.replace(/^applicant\./, ""), text: problem.text });
      else say(problem);
    } finally {
      setBusy(false);
    }
  };
  const field = (name, label, extra) => html`<label class=${wrong?.field === name ? "wrong" : ""}>${label}
    <input name=${name} value=${person[name]} onInput=${set(name)} autocomplete="off" aria-invalid=${wrong?.field === name} ...${extra} />
    ${wrong?.field === name && html`<small role="alert">${wrong.text}</small>`}</label>`;
  return html`<form class="part application" onSubmit=${send}>
    <h2>${t("desk.application")}</h2>
    <div class="fields">
      ${field("name", t("desk.applicant.name"), { required: true, minlength: 2, maxlength: 120 })}
      ${field("fin", t("desk.applicant.fin"), { required: true, class: "fin", spellcheck: false })}
      ${field("phone", t("desk.applicant.phone"), { type: "tel", maxlength: 20, placeholder: "050 000 00 00" })}
    </div>
    <div class="decision" role="radiogroup" aria-label=${t("desk.decision")}>
      ${options.map(
        (o) => html`<label key=${o} class=${outcome === o ? "on" : ""}><input type="radio" name="outcome" checked=${outcome === o} onChange=${() => setOutcome(o)} />
          <b>${t(`desk.decide.${o}`)}</b></label>`,
      )}
    </div>
    ${outcome === "refused" &&
    html`<div class="refusal">
      <label>${t("desk.ground")}<select required value=${ground} onChange=${(e) => setGround(e.target.value)}>
        <option value="">${t("desk.ground.choose")}</option>
        ${service.grounds.map((g) => html`<option key=${g.id} value=${g.id}>${words(g.text)}</option>`)}</select></label>
      <label>${t("desk.reason")}<textarea rows="2" required minlength="5" maxlength="400" value=${reason} onInput=${(e) => setReason(e.target.value)} /></label>
    </div>`}
    ${open.length > 0 && html`<p class="hint"><${Icon} name="info" /> ${t("desk.documents.open", { n: open.length })}</p>`}
    <button class="register" disabled=${busy}><${Icon} name="file-check" /> ${t(`desk.do.${outcome}`)}</button>
  </form>`;
}
