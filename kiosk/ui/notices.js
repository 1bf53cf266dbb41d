// Notices at the kiosk: as many in full as leave the choice of a direction its
// room; the others one touch away.
import { html, signal, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { modes, go } from "./visit.js";
import { Back } from "./around.js";

const lying = matchMedia("(orientation: landscape)");
const landscape = signal(lying.matches);
lying.addEventListener("change", () => (landscape.value = lying.matches));

// room is how many notices stand above the cards: a tall screen has it for three,
// also when all is moved down, for they need no touch and stand in what is left
// free above; not with larger letters.
const room = () => (landscape.value || (modes.value.large && !modes.value.low) ? 1 : 3);

// A regime may say more than two lines of a lying screen: then it, too, is read in
// full on the screen of notices.
const cut = (n) => landscape.value && pick(n).length > 130;

// Whom it concerns comes first, unless it is everybody.
function Words({ notice, directions }) {
  const whom = directions.filter((d) => notice.directions?.includes(d.id)).map((d) => pick(d.name));
  return html`<span>${whom.length > 0 && html`<b>${whom.join(", ")}: </b>`}${pick(notice)}</span>`;
}

/** @param {{frame: import("../../assets/types/frames").KioskMenuFrame, [prop: string]: any}} props */
export function Notices({ frame }) {
  const { notices, directions } = frame;
  if (notices.length === 0) return null;
  const shown = notices.slice(0, notices.length > room() ? Math.max(1, room() - 1) : room());
  const more = notices.length - shown.length;
  const last = shown.length - 1;
  return html`<div class="notices">
    ${shown.map(
      (n, i) => html`<p class="notice" key=${n.az}>
        <${Icon} name="megaphone" />
        <${Words} notice=${n} directions=${directions} />
        ${
          i === last &&
          (more > 0 || cut(n)) &&
          html`<button type="button" class="more-notices" onClick=${() => go("notices")}>
            ${more > 0 ? t("kiosk.notices.more", { n: more }) : t("kiosk.notices.all")}
          </button>`
        }
      </p>`,
    )}
  </div>`;
}

// Told is the screen of all notices.
/** @param {{frame: import("../../assets/types/frames").KioskMenuFrame, [prop: string]: any}} props */
export function Told({ frame }) {
  return html`
    <div class="ask"><h1>${t("kiosk.notices.title")}</h1></div>
    <ul class="told">
      ${frame.notices.map(
        (n) => html`<li class="notice" key=${n.az}>
          <${Icon} name="megaphone" />
          <${Words} notice=${n} directions=${frame.directions} />
        </li>`,
      )}
    </ul>
    <${Back} />
  `;
}
