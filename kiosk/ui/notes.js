// Screens that say one thing: closed and what instead, help, trouble, a moment.
import { html, Icon, useState, useEffect } from "shared/ui.js";
import { t, pick, timeOf } from "shared/text.js";
import { call } from "shared/api.js";
import { Back } from "./around.js";
import { CallVolunteer } from "./help.js";
import { until, limits, ways, doors } from "./start.js";
import { waitOutside } from "./arrive.js";

const signs = { phone: "phone", portal: "globe", email: "mail", "pick-up": "file-check" };

/** @param {{frame: import("../../assets/types/frames").KioskMenuFrame, [prop: string]: any}} props */
export function Closed({ frame, direction, why }) {
  const d = frame.directions.find((x) => x.id === direction);
  const others = why.alternatives.filter(
    (a) => why.code !== "appointment-only" || a.kind !== "phone",
  ); // 142 is said above
  const text = why.text ?? t(`error.${why.code}`);
  const some = ways.includes(why.code); // not closed: somebody is received, and who comes first
  return html`<section class=${`note shut ${some ? "some" : ""}`}>
    <${Icon} name=${doors[why.code] ?? "door-closed"} />
    <h1>${pick(d?.name)}</h1>
    <p class="reason">
      ${
        some
          ? [t(`error.${why.code}`), why.until && until(why.until, frame.at)]
              .filter(Boolean)
              .join(", ")
          : pick(why.reason) || text
      }
    </p>
    ${some && html`<p class="name">${pick(why.reason)}</p>`}
    ${
      why.until &&
      !some &&
      html`<p>
        ${
          limits.includes(why.code)
            ? t("appointment.again", { time: timeOf(why.until, frame.at) })
            : `${t("kiosk.closed")} ${until(why.until, frame.at)}`
        }
      </p>`
    }
    ${
      why.code === "appointment-only" &&
      html`<${ByTelephone} frame=${frame} direction=${direction} />`
    }
    ${
      why.code === "full" &&
      html`<button type="button" class="go outside" onClick=${waitOutside}>
        <${Icon} name="ticket" /> ${t("appointment.outside.take")}
      </button>`
    }
    ${
      others.length > 0 &&
      html`
        <h2>${t("kiosk.instead")}</h2>
        <ul class="instead">
          ${others.map(
            (a) => html`<li key=${a.kind + a.value}>
              <${Icon} name=${signs[a.kind] ?? "info"} />
              <${Way} way=${a} />
            </li>`,
          )}
        </ul>
      `
    }
    <${Back} />
  </section>`;
}

// Way names another way once, where its words hold the number or address already.
function Way({ way }) {
  const where = way.value.replace(/^https:\/\/(www\.)?/, ""),
    words = pick(way.text);
  if (way.kind === "pick-up") return html`<span>${words}</span>`;
  return words.includes(where) ? html`<b>${words}</b>` : html`<b>${where}</b><span>${words}</span>`;
}

// ByTelephone tells whoever has no appointment how to get one, and how soon.
/** @param {{frame: import("../../assets/types/frames").KioskMenuFrame, [prop: string]: any}} props */
function ByTelephone({ frame, direction }) {
  const [first, setFirst] = useState("");
  useEffect(() => {
    call("GET", `/api/kiosk/times?direction=${encodeURIComponent(direction)}`).then(
      (r) => setFirst(r.days[0]?.times[0] ?? ""),
      () => {},
    );
  }, [direction]);
  return html`<p class="by-telephone">
    <b><${Icon} name="phone" /> ${t("appointment.only.call")}</b>
    ${
      first &&
      html` <span>${t("appointment.only.first", { time: timeOf(first, frame.at, ", ") })}</span>`
    }
  </p>`;
}

export function Help() {
  return html`<section class="note">
    <${Icon} name="circle-help" />
    <h1>${t("kiosk.help.title")}</h1>
    <p class="reason">${t("kiosk.help.staff")}</p>
    <${CallVolunteer} />
    <p class="steps">${t("kiosk.help.how")}</p>
    <p><${Icon} name="phone" /> ${t("kiosk.help.phone")}</p>
    <${Back} />
  </section>`;
}

export function Trouble({ problem, again }) {
  return html`<section class="note shut" role="alert">
    <${Icon} name="triangle-alert" />
    <h1>${t("kiosk.trouble.title")}</h1>
    <p class="reason">${problem.text}</p>
    <div class="row">
      <${Back} />
      <button type="button" class="go" onClick=${again}>
        <${Icon} name="refresh-cw" /> ${t("kiosk.trouble.again")}
      </button>
    </div>
  </section>`;
}

export function Working() {
  return html`<section class="note" role="status">
    <${Icon} name="hourglass" />
    <h1>${t("kiosk.working")}</h1>
  </section>`;
}
