// The middle column: the service's passport leads from papers to decision. It
// lives as long as the visit; another ticket starts it afresh.
import { html, useState, useEffect, Icon, Button } from "shared/ui.js";
import { t, span, pick } from "shared/text.js";
import { call } from "shared/api.js";
import { secondsSince } from "shared/servertime.js";
import { say } from "./moves.js";
import { Services } from "./services.js";
import { Documents, LookUps } from "./checklist.js";
import { BringList } from "./bringlist.js";
import { Application } from "./application.js";
import { Registered } from "./registered.js";
import { Notices } from "./notices.js";
import { Row, toGuide } from "./row.js";

/** @param {{frame: import("../../assets/types/frames").DeskFrame, [prop: string]: any}} props */
export function Guide({ frame, at }) {
  const { active } = frame;
  const [service, setService] = useState(null); // the passport
  const [procedure, setProcedure] = useState("");
  const [documents, setDocuments] = useState({}); // id → state
  const [checks, setChecks] = useState({}); // subsystem → {state, note}
  const [given, setGiven] = useState(null); // the paper of what to bring

  const choose = async (id) => {
    try {
      setService(await call("GET", `/api/desk/services/${id}`));
      setProcedure("");
      setDocuments({});
      setChecks({});
      setGiven(null);
      setTimeout(toGuide, 60);
    } catch (problem) {
      say(problem);
    }
  };
  useEffect(() => void (active?.service && choose(active.service)), []);

  if (!active) return html`<${Rest} frame=${frame} />`;
  if (active.status === "called") return html`<${Coming} ticket=${active} service=${service} />`;
  const ready = service && (!service.procedures?.length || procedure);
  return html`<section class="guide" aria-label=${t("desk.guide")}>
    ${frame.registered.map((a) => html`<${Registered} key=${a.id} application=${a} />`)}
    ${
      service
        ? html`
          <header class="service">
            <div>
              <h1>${pick(service.name)}</h1>
              <p class="facts">
                <span>${service.id}</span>
                <span>${period(service.total)}</span>
                <${Standard}
                  minutes=${service.operator_minutes}
                  from=${active.runs_from}
                  at=${at}
                />
              </p>
            </div>
            <${Button} icon="search" onClick=${() => setService(null)}>
              ${t("desk.service.other")}
            <//>
          </header>
          ${
            service.procedures?.length > 0 &&
            html`<${Procedures} service=${service} value=${procedure} onChange=${setProcedure} />`
          }
          ${
            ready &&
            html`
              <${Documents} service=${service} value=${documents} onChange=${setDocuments} />
              <${BringList}
                frame=${frame}
                service=${service}
                documents=${documents}
                given=${given}
                onGiven=${setGiven}
              />
              <${LookUps}
                service=${service}
                procedure=${procedure}
                ticket=${active.id}
                value=${checks}
                onChange=${setChecks}
              />
              <${Application}
                key=${service.id + procedure}
                frame=${frame}
                service=${service}
                procedure=${procedure}
                documents=${documents}
                checks=${checks}
                onDone=${() => setService(null)}
              />
            `
          }
        `
        : html`<${Services}
          direction=${active.direction}
          again=${frame.registered.length > 0}
          onChoose=${choose}
        />`
    }
  </section>`;
}

// Procedures: a passport may hold several services under one number.
function Procedures({ service, value, onChange }) {
  return html`<section class="part procedures">
    <${Row}
      tag="div"
      opens
      group="procedure"
      label=${t("desk.procedure")}
      options=${service.procedures.map((p) => p.id)}
      value=${value}
      onChange=${onChange}
      words=${(id) => pick(service.procedures.find((p) => p.id === id).name)}
    />
  </section>`;
}

// Standard is the operator's standard as a quiet clock: it turns amber when the
// minutes are used up, and never blinks.
function Standard({ minutes, from, at }) {
  if (!minutes || !from) return null;
  const used = secondsSince(from, at);
  return html`<span class=${used > minutes * 60 ? "over" : ""}>
    <${Icon} name="timer" /> ${span(used)} / ${t("desk.standard", { n: minutes })}
  </span>`;
}

function period({ number, unit }) {
  return number && unit ? t(`desk.period.${unit}`, { n: number }) : "";
}

function Coming({ ticket, service }) {
  return html`<section class="guide coming">
    <h1>${t("desk.coming.title", { number: ticket.number })}</h1>
    <p>${t("desk.coming.text")}</p>
    ${service && html`<p class="chosen"><${Icon} name="file-text" /> ${pick(service.name)}</p>`}
  </section>`;
}

/** @param {{frame: import("../../assets/types/frames").DeskFrame, [prop: string]: any}} props */
function Rest({ frame }) {
  const keys = [
    ["F2", "next"],
    ["F3", "guide"],
    ["F4", "recall"],
    ["F6", "undo"],
    ["F7", "requeue"],
    ["F8", "no-show"],
    ["F9", "hold"],
    ["F10", "transfer"],
    ["F11", "bring"],
    ["Alt N", "no-fin"],
  ];
  const words = {
    next: "desk.keys.next",
    guide: "desk.keys.guide",
    bring: "desk.bring.print",
    "no-fin": "desk.applicant.no-fin",
  };
  return html`<section class="guide rest">
    <${Notices} frame=${frame} />
    <h1>${frame.desk.paused ? t("desk.rest.paused") : t("desk.rest.title")}</h1>
    <p>${frame.desk.paused ? t("desk.rest.paused.text") : t("desk.rest.text")}</p>
    <h2>${t("desk.keys")}</h2>
    <dl class="keys">
      ${keys.map(
        ([k, m]) => html`<div key=${k}>
          <dt><kbd>${k}</kbd></dt>
          <dd>${t(words[m] ?? `desk.move.${m}`)}</dd>
        </div>`,
      )}
    </dl>
  </section>`;
}
