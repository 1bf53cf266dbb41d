// Screens that say one thing: closed and what instead, help, trouble, a moment.
import { html, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { Back } from "./around.js";
import { CallVolunteer } from "./help.js";
import { until, hour, limits, ways } from "./start.js";
import { waitOutside } from "./arrive.js";

const signs = { phone: "phone", portal: "globe", email: "mail", "pick-up": "file-check" };

export function Closed({ frame, direction, why }) {
  const d = frame.directions.find((x) => x.id === direction);
  const text = why.text ?? t(`error.${why.code}`);
  const some = ways.includes(why.code); // not closed: somebody is received, and who comes first
  return html`<section class="note shut">
    <${Icon} name="door-closed" />
    <h1>${pick(d?.name)}</h1>
    <p class="reason">${some ? t(`error.${why.code}`) : pick(why.reason) || text}</p>
    ${some && html`<p>${[pick(why.reason), why.until && until(why.until)].filter(Boolean).join(" · ")}</p>`}
    ${why.until && !some && html`<p>${limits.includes(why.code) ? t("appointment.again", { time: hour(why.until) }) : `${t("kiosk.closed")} ${until(why.until)}`}</p>`}
    ${why.code === "full" && html`<button type="button" class="go outside" onClick=${waitOutside}><${Icon} name="ticket" /> ${t("appointment.outside.take")}</button>`}
    ${why.alternatives.length > 0 && html`<h2>${t("kiosk.instead")}</h2>
      <ul class="instead">${why.alternatives.map((a) => html`<li><${Icon} name=${signs[a.kind] ?? "info"} /><b>${a.value}</b><span>${pick(a.text)}</span></li>`)}</ul>`}
    <${Back} />
  </section>`;
}

export function Help() {
  return html`<section class="note">
    <${Icon} name="circle-help" /><h1>${t("kiosk.help.title")}</h1>
    <p class="reason">${t("kiosk.help.staff")}</p>
    <${CallVolunteer} />
    <p class="steps">${t("kiosk.help.how")}</p>
    <p><${Icon} name="phone" /> ${t("kiosk.help.phone")}</p>
    <${Back} />
  </section>`;
}

export function Trouble({ problem, again }) {
  return html`<section class="note shut" role="alert">
    <${Icon} name="triangle-alert" /><h1>${t("kiosk.trouble.title")}</h1>
    <p class="reason">${problem.text}</p>
    <div class="row"><${Back} /><button type="button" class="go" onClick=${again}><${Icon} name="refresh-cw" /> ${t("kiosk.trouble.again")}</button></div>
  </section>`;
}

export function Working() {
  return html`<section class="note" role="status"><${Icon} name="hourglass" /><h1>${t("kiosk.working")}</h1></section>`;
}
