// How a notice will look: a picture of the hall's display with the real notices
// on it, and the kiosk's strip in one language at a time.
import { html, useLayoutEffect, useRef, useState, Icon } from "shared/ui.js";
import { HallNotices } from "shared/notices.js";
import { t, boot, language } from "shared/text.js";
import { directionName, setup } from "../../ui/store.js";
import { inOrder } from "./noticedraft.js";

const wide = 1920; // the display's own pixels: the picture is drawn so and made smaller

export const prefixOf = (id) => setup.value.directions.find((d) => d.id === id)?.prefix ?? "";

export function HallPicture({ notices, label }) {
  const box = useRef(null);
  const [room, setRoom] = useState({ calls: 3, cut: false, shown: 0 });
  useLayoutEffect(() => {
    const scale = () => {
      box.current.firstElementChild.style.transform = `scale(${box.current.clientWidth / wide})`;
    };
    scale();
    const watch = new ResizeObserver(scale);
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return html`<figure class="hall-picture">
    <figcaption>${label}</figcaption>
    <div class="glass" ref=${box}>
      <div class="screen-of" aria-hidden="true">
        <div class="calls-of">
          <b>A017</b>
          <div>
            ${["B024", "D011", "A016"].slice(0, room.calls).map((n) => html`<b key=${n}>${n}</b>`)}
          </div>
        </div>
        <${HallNotices}
          notices=${inOrder(notices)}
          prefixOf=${prefixOf}
          onFit=${(found) =>
            ["calls", "cut", "shown"].some((what) => found[what] !== room[what]) && setRoom(found)}
        />
        <div class="foot-of"><b>DOST</b></div>
      </div>
    </div>
    ${
      room.shown < notices.length &&
      html`<p class="trouble">
        <${Icon} name="triangle-alert" /> ${t("notice.too-many", {
          n: notices.length,
          most: room.shown,
        })}
      </p>`
    }
    ${room.cut && html`<p class="trouble"><${Icon} name="triangle-alert" /> ${t("notice.cut")}</p>`}
  </figure>`;
}

export function KioskPicture({ notice }) {
  const [shown, setShown] = useState(null);
  const now = shown ?? language.value;
  return html`<figure class="kiosk-picture">
    <figcaption>${t("notice.on-kiosk")}</figcaption>
    <div class="tabs" role="tablist">
      ${boot.languages.map(
        (l) => html`<button
          type="button"
          role="tab"
          key=${l}
          aria-selected=${now === l}
          onClick=${() => setShown(l)}
        >
          ${l.toUpperCase()}
        </button>`,
      )}
    </div>
    <p class="strip-of" lang=${now}>
      <${Icon} name="megaphone" /> <span>
        ${
          notice.directions.length > 0 &&
          html`<b>${notice.directions.map(directionName).join(", ")}:</b> `
        }
        ${notice.text[now] || "…"}
      </span>
    </p>
  </figure>`;
}
