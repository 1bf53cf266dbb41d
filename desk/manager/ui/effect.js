// When a draft would hold, whom it meets, and what it makes of them: the tickets that
// wait and the visits booked before, each treated as the manager chooses.
import { html, useState, Icon, Button } from "shared/ui.js";
import { t } from "shared/text.js";
import { call } from "shared/api.js";
import { secondsUntil, serverNow } from "shared/servertime.js";
import { dayOf } from "shared/days.js";
import { shown } from "./dates.js";
import { FaultAt } from "./fields.js";
import { directionName } from "./store.js";

const touched = (h) => h.touched > 0;
const visited = (h) => h.booked_touched + h.readmitted > 0;

// meets tells which of the two kinds an answer's draft meets.
export const meets = (answer) => ({
  waiting: answer?.hit.some(touched) ?? false,
  booked: answer?.hit.some((h) => h.booked_touched > 0) ?? false,
});

export function Effect({ answer, draft, brief }) {
  if (!answer?.begins) return null;
  const atOnce = secondsUntil(answer.begins, serverNow()) <= 1;
  const hit = answer.hit.filter(touched);
  const booked = answer.hit.filter(visited);
  return html`<div class="effect">
    ${
      !brief &&
      html`<p>
        <${Icon} name="clock" /> <span>
          ${
            atOnce
              ? t("regime.effect.now", { to: shown(answer.ends, true) })
              : t("regime.effect", { from: shown(answer.begins), to: shown(answer.ends, true) })
          }
        </span>
      </p>`
    }
    ${hit.map(
      (h) => html`<p key=${h.direction} class="warn">
        <${Icon} name="users" /> <span>
          ${t("regime.hit", { direction: directionName(h.direction), n: h.touched, of: h.waiting })}
        </span>
      </p>`,
    )}
    ${booked.map(
      (h) => html`<${Booked}
        key=${h.direction}
        h=${h}
        rebook=${draft?.booked === "rebook"}
        ahead=${answer.ahead}
      />`,
    )}
    ${booked.length > 0 && html`<${Each} draft=${draft} key=${answer.question} />`}
    ${hit.length + booked.length === 0 && html`<p class="hint">${t("regime.no-hit")}</p>`}
  </div>`;
}

// Booked says what becomes of a direction's visits.
function Booked({ h, rebook, ahead }) {
  const line = (key, n, more) => n > 0 && t(key, { n, ...more });
  const lines = [
    line("regime.visits.kept", h.kept),
    line(h.moved === 1 ? "regime.visits.moved-one" : "regime.visits.moved", h.moved, {
      first: h.first && shown(h.first),
      last: h.last && shown(h.last),
    }),
    line(rebook ? "regime.visits.unplaced" : "regime.visits.untold", h.unplaced, { days: ahead }),
    line("regime.visits.readmitted", h.readmitted),
  ].filter(Boolean);
  return html`<div class="booked" data-direction=${h.direction}>
    ${
      h.booked_touched > 0 &&
      html`<p class="warn">
        <${Icon} name="calendar-days" /> <span>
          ${t("regime.hit.booked", {
            direction: directionName(h.direction),
            n: h.booked_touched,
            of: h.booked,
          })}
        </span>
      </p>`
    }
    <ul>${lines.map((text) => html`<li key=${text}>${text}</li>`)}</ul>
  </div>`;
}

const signs = { kept: "check", moved: "arrow-right", unplaced: "phone", readmitted: "rotate-ccw" };

// Each lists every visit, when it is asked for: the list may be long.
function Each({ draft }) {
  const [hit, setHit] = useState(null);
  const look = async () =>
    setHit(
      (
        await call("POST", "/api/manager/regimes/preview", {
          draft,
          day: dayOf(serverNow()),
          visits: true,
        })
      ).hit.filter((h) => h.visits),
    );
  if (!hit)
    return html`<${Button} icon="list-ordered" data-act="each" onClick=${look}>
      ${t("regime.visits.each")}
    <//>`;
  return html`<div class="each" tabindex="0" role="region" aria-label=${t("regime.visits.each")}>
    ${hit.map(
      (h) => html`
        <h4>${directionName(h.direction)}</h4>
        <ol>
          ${h.visits.map(
            (v, i) => html`<li key=${i} class=${v.does}>
              <${Icon} name=${signs[v.does]} /> <span>${shown(v.at)}</span> <b>
                ${v.to ? shown(v.to) : t(`regime.visit.${v.does}`)}
              </b>
            </li>`,
          )}
        </ol>
      `,
    )}
  </div>`;
}

const treatments = ["honour", "rebook", "notify"];

// Treatments are the two choices: of tickets, and of visits. Only what is in only is
// asked, by default both.
export function Treatments({
  waiting,
  booked,
  set,
  fault,
  name = "",
  only = { waiting: true, booked: true },
}) {
  return html`<div class="treatments">
    ${
      only.waiting &&
      html`<${Choice}
        of="waiting"
        name=${`waiting${name}`}
        value=${waiting}
        onChange=${(v) => set({ waiting: v })}
        fault=${fault}
      />`
    }
    ${
      only.booked &&
      html`<${Choice}
        of="booked"
        name=${`booked${name}`}
        value=${booked}
        onChange=${(v) => set({ booked: v })}
        fault=${fault}
      />`
    }
  </div>`;
}

function Choice({ of, name, value, onChange, fault }) {
  return html`<section class="field">
    <h2>${t(`regime.${of}`)}</h2>
    <div class="choices" role="radiogroup" aria-label=${t(`regime.${of}`)}>
      ${treatments.map(
        (w) => html`<label key=${w} class="choice">
          <input
            type="radio"
            name=${name}
            value=${w}
            checked=${value === w}
            onChange=${() => onChange(w)}
          /> <span>${t(`regime.${of}.${w}`)}</span>
        </label>`,
      )}
    </div>
    <${FaultAt} fault=${fault} at=${of} />
  </section>`;
}
