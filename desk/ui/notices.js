// What visitors are told now, so that the agent knows it, too: between visits in
// the middle, during one above those who wait.
import { html, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { names } from "./bar.js";

/** @param {{frame: import("../../assets/types/frames").DeskFrame, [prop: string]: any}} props */
export function Notices({ frame }) {
  if (!frame.notices.length) return null;
  return html`<section class="told" aria-label=${t("desk.notices")}>
    <h2>${t("desk.notices")}</h2>
    ${frame.notices.map(
      (n) => html`<p class="notice" key=${n.id} title=${pick(n.text)}>
        <${Icon} name="megaphone" /> <span>
          ${n.directions?.length > 0 && html`<b>${names(frame, n.directions)}: </b>`}
          ${pick(n.text)}
        </span>
      </p>`,
    )}
  </section>`;
}
