// One question after the direction: does the visitor belong to those who may be
// called sooner? "No" is the largest answer.
import { html, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { go, take } from "./visit.js";
import { Back } from "./around.js";

const signs = {
  disability: "accessibility",
  "martyr-veteran": "medal",
  pregnant: "baby",
  senior: "person-standing",
};

/** @param {{frame: import("../../assets/types/frames").KioskMenuFrame, [prop: string]: any}} props */
export function Groups({ frame, direction, service }) {
  const d = frame.directions.find((x) => x.id === direction);
  const only = d?.only?.groups; // the hours of some groups: nobody else is received
  const groups = only ? frame.groups.filter((g) => only.includes(g.id)) : frame.groups;
  const by = (group) => () => take({ direction, service, group });
  return html`
    <div class="ask">
      <h1>${t("kiosk.group.ask")}</h1>
      <p>${t(only ? "kiosk.group.only" : "kiosk.group.first")}</p>
    </div>
    ${
      !only &&
      html`<button type="button" class="none" data-group="" onClick=${by("")}>
        <${Icon} name="ticket" /> ${t("kiosk.group.none")}
      </button>`
    }
    <div class="groups">
      ${groups.map(
        (g) => html`<button type="button" key=${g.id} data-group=${g.id} onClick=${by(g.id)}>
          <${Icon} name=${signs[g.id] ?? "star"} />
          <span>${pick(g.name)}</span>
        </button>`,
      )}
    </div>
    ${
      only
        ? html`<div class="row">
          <${Back} />
          <button
            type="button"
            class="none quiet"
            data-group=""
            onClick=${() => go("closed", { direction, why: d })}
          >
            ${t("kiosk.group.not")}
          </button>
        </div>`
        : html`<${Back} />`
    }
  `;
}
