// One question after the direction: does the visitor belong to those who may be
// called sooner? "No" is the largest answer.
import { html, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { take } from "./visit.js";
import { Back } from "./around.js";

const signs = { disability: "accessibility", "martyr-veteran": "medal", pregnant: "baby", senior: "person-standing" };

export function Groups({ frame, direction, service }) {
  const by = (group) => () => take({ direction, service, group });
  return html`<div class="ask"><h1>${t("kiosk.group.ask")}</h1><p>${t("kiosk.group.first")}</p></div>
    <button type="button" class="none" data-group="" onClick=${by("")}><${Icon} name="ticket" /> ${t("kiosk.group.none")}</button>
    <div class="groups">${frame.groups.map((g) => html`<button type="button" key=${g.id} data-group=${g.id} onClick=${by(g.id)}><${Icon} name=${signs[g.id] ?? "star"} /><span>${pick(g.name)}</span></button>`)}</div>
    <${Back} />`;
}
