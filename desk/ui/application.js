// What is decided about whom: register, refuse with a ground, send to the back
// office, or add to the waiting list — as the service's steps allow.
import { html, useState, useEffect, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { post, newKey } from "shared/api.js";
import { say } from "./moves.js";
import { Row } from "./row.js";
import { Applicant, nobody, fault, wire } from "./applicant.js";
import { useSwitch } from "./finless.js";
import { Listing } from "./listing.js";
import { lookUps } from "./checklist.js";
import { asked } from "./lookup.js";

// kindsOf are the kinds of the steps that the visit takes.
function kindsOf(service, procedure) {
  const steps = service.steps.filter((s) => !s.procedure || s.procedure === procedure);
  return new Set(steps.flatMap((s) => [s.kind, ...(s.also ?? [])]));
}

// decisions lists what may be decided, the one that the steps lead to first.
function decisions(kinds) {
  const first = kinds.has("waiting-list")
    ? "listed"
    : kinds.has("send-back-office")
      ? "sent-on"
      : "registered";
  return [...new Set([first, "registered", "sent-on"]), "refused"];
}

/** @param {{frame: import("../../assets/types/frames").DeskFrame, [prop: string]: any}} props */
export function Application({ frame, service, procedure, documents, checks, onDone }) {
  const kinds = kindsOf(service, procedure);
  const options = decisions(kinds);
  const [person, setPerson] = useState(nobody);
  const [chosen, setOutcome] = useState("");
  const [offer, setOffer] = useState("");
  const [list, setList] = useState({});
  const [ground, setGround] = useState("");
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState(null); // {field, text}
  const [busy, setBusy] = useState(false);
  const [key] = useState(newKey); // one form, one application, however often it is sent
  const known = asked.value.ticket === frame.active.id ? asked.value.fin : "";
  useEffect(
    () => void (known && setPerson((was) => (was.fin ? was : { ...was, fin: known }))),
    [known],
  );
  useSwitch(frame.active.id);
  const outcome = options.includes(chosen) ? chosen : options[0];
  const optional =
    outcome === "registered" && !service.documents.length && !lookUps(service, procedure).length;
  const open = service.documents.filter((d) => !documents[d.id]);

  const send = async (e) => {
    e.preventDefault();
    const applicant = wire(person, frame.active.id);
    const found = fault(applicant);
    if (found) return setWrong(found);
    setBusy(true);
    try {
      await post("/api/desk/applications", {
        key,
        lease: frame.desk.lease,
        ticket: frame.active.id,
        service: service.id,
        service_version: service.version,
        ...(applicant && { applicant }),
        ...(person.kind && applicant && { representative: person.kind }),
        ...(procedure && { procedure }),
        ...(offer && offer !== "none" && { offer }),
        documents: service.documents
          .filter((d) => documents[d.id])
          .map((d) => ({ id: d.id, state: documents[d.id] })),
        checks: Object.entries(checks)
          .filter(([, c]) => c.state)
          .map(([subsystem, c]) => ({
            subsystem,
            state: c.state,
            ...(c.note && { note: c.note }),
          })),
        outcome,
        ...(outcome === "listed" && { list }),
        ...(outcome === "refused" && { ground, reason: reason.trim() }),
      });
      onDone();
    } catch (problem) {
      if (problem.field)
        setWrong({ field: problem.field.replace(/^applicant\./, ""), text: problem.text });
      say(problem);
    } finally {
      setBusy(false);
    }
  };
  const change = (p) => {
    setWrong(null);
    setPerson(p);
  };
  const whole = (e) => {
    if (e.key !== "Enter" || !e.ctrlKey) return;
    e.preventDefault();
    e.currentTarget.requestSubmit();
  };
  return html`<form class="part application" onSubmit=${send} onKeyDown=${whole}>
    <h2>
      ${t("desk.application")} ${optional && html`<small>${t("desk.applicant.optional")}</small>`}
    </h2>
    <${Applicant}
      ticket=${frame.active.id}
      person=${person}
      onChange=${change}
      wrong=${wrong}
      optional=${optional}
    />
    ${
      kinds.has("offer") &&
      html`<${Row}
        tag="div"
        group="offer"
        label=${t("desk.offer")}
        options=${["accepted", "declined", "none"]}
        words=${(o) => t(`desk.offer.${o}`)}
        value=${offer}
        onChange=${setOffer}
      />`
    }
    <${Row}
      tag="div"
      opens
      group="outcome"
      label=${t("desk.decision")}
      options=${options}
      words=${(o) => t(`desk.decide.${o}`)}
      value=${outcome}
      onChange=${setOutcome}
    />
    ${
      outcome === "listed" &&
      html`<${Listing} service=${service} value=${list} onChange=${setList} />`
    }
    ${
      outcome === "refused" &&
      html`<div class="refusal">
        <label>
          ${t("desk.ground")}
          <select
            name="ground"
            required
            value=${ground}
            onChange=${(e) => setGround(e.target.value)}
          >
            <option value="">${t("desk.ground.choose")}</option>
            ${service.grounds.map(
              (g) => html`<option key=${g.id} value=${g.id}>${pick(g.text)}</option>`,
            )}
          </select>
        </label>
        <label>
          ${t("desk.reason")}
          <textarea
            name="reason"
            rows="2"
            required
            minlength="5"
            maxlength="400"
            value=${reason}
            onInput=${(e) => setReason(e.target.value)}
          />
        </label>
      </div>`
    }
    ${
      open.length > 0 &&
      html`<p class="hint">
        <${Icon} name="info" /> ${t("desk.documents.open", { n: open.length })}
      </p>`
    }
    <button class="register" disabled=${busy}>
      <${Icon} name="file-check" /> ${t(`desk.do.${outcome}`)} <kbd>Ctrl ↵</kbd>
    </button>
  </form>`;
}
