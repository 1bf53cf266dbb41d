// The middle column: the service's passport leads from papers to decision. It
// lives as long as the visit; another ticket starts it afresh.
import { html, useState, useEffect, Icon, Button } from "shared/ui.js";
import { t, span, language } from "shared/text.js";
import { call } from "shared/api.js";
import { say } from "./moves.js";
import { Services } from "./services.js";
import { Documents, LookUps } from "./checklist.js";
import { Application } from "./application.js";
import { Registered } from "./registered.js";

const words = (text) => text?.[language.value] || text?.az || "";

export function Guide({ frame, at }) {
  const { active } = frame;
  const [service, setService] = useState(null); // the passport
  const [documents, setDocuments] = useState({}); // id → state
  const [checks, setChecks] = useState({}); // subsystem → {state, note}

  const choose = async (id) => {
    try {
      setService(await call("GET", `/api/desk/services/${id}`));
      setDocuments({});
      setChecks({});
    } catch (problem) {
      say(problem);
    }
  };
  useEffect(() => void (active?.service && choose(active.service)), []);

  if (!active) return html`<${Rest} frame=${frame} />`;
  if (active.status === "called") return html`<${Coming} ticket=${active} service=${service} />`;
  return html`<section class="guide" aria-label=${t("desk.guide")}>
    ${frame.registered.map((a) => html`<${Registered} key=${a.id} application=${a} />`)}
    ${service
      ? html`<header class="service">
            <div><h1>${words(service.name)}</h1>
              <p class="facts"><span>${service.id}</span><span>${period(service.total)}</span><${Standard} minutes=${service.operator_minutes} from=${active.served_at} at=${at} /></p></div>
            <${Button} icon="search" onClick=${() => setService(null)}>${t("desk.service.other")}<//>
          </header>
          <${Documents} service=${service} value=${documents} onChange=${setDocuments} />
          <${LookUps} service=${service} value=${checks} onChange=${setChecks} />
          <${Application} frame=${frame} service=${service} documents=${documents} checks=${checks} onDone=${() => setService(null)} />`
      : html`<${Services} direction=${active.direction} again=${frame.registered.length > 0} onChoose=${choose} />`}
  </section>`;
}

// Standard is the operator's standard as a quiet clock: it turns amber when the
// minutes are used up, and never blinks.
function Standard({ minutes, from, at }) {
  if (!minutes || !from) return null;
  const used = (at - Date.parse(from)) / 1000;
  return html`<span class=${used > minutes * 60 ? "over" : ""}><${Icon} name="timer" /> ${span(Math.max(0, used))} / ${t("desk.standard", { n: minutes })}</span>`;
}

function period({ number, unit }) {
  return number && unit ? t(`desk.period.${unit}`, { n: number }) : "";
}

function Coming({ ticket, service }) {
  return html`<section class="guide coming">
    <h1>${t("desk.coming.title", { number: ticket.number })}</h1>
    <p>${t("desk.coming.text")}</p>
    ${service && html`<p class="chosen"><${Icon} name="file-text" /> ${words(service.name)}</p>`}
  </section>`;
}

function Rest({ frame }) {
  const keys = [["F2", "next"], ["F4", "recall"], ["F6", "undo"], ["F7", "requeue"], ["F8", "no-show"], ["F9", "hold"], ["F10", "transfer"]];
  return html`<section class="guide rest">
    ${frame.notices?.map((n) => html`<p class="notice" key=${n.id}><${Icon} name="info" /> ${words(n.text)}</p>`)}
    <h1>${frame.desk.paused ? t("desk.rest.paused") : t("desk.rest.title")}</h1>
    <p>${frame.desk.paused ? t("desk.rest.paused.text") : t("desk.rest.text")}</p>
    <h2>${t("desk.keys")}</h2>
    <dl class="keys">${keys.map(([k, m]) => html`<div key=${k}><dt><kbd>${k}</kbd></dt><dd>${m === "next" ? t("desk.keys.next") : t(`desk.move.${m}`)}</dd></div>`)}</dl>
  </section>`;
}
