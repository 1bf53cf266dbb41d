// What stands around every screen: mark and clock above; languages, help and the
// ways of showing below, where every hand reaches.
import { html, Icon, Languages, Mark, useClock } from "shared/ui.js";
import { t, clock, longDate } from "shared/text.js";
import { modes, go } from "./visit.js";

export function Head({ centre }) {
  const at = useClock();
  return html`<header class="head">
    <${Mark} centre=${centre} />
    <div class="now"><time>${clock(at)}</time><span>${longDate(at)}</span></div>
  </header>`;
}

export function Foot() {
  const { large, low } = modes.value;
  const toggle = (mode) => () => (modes.value = { ...modes.value, [mode]: !modes.value[mode] });
  return html`<footer class="foot">
    <${Languages} full />
    <div class="ways">
      <button type="button" class="help" onClick=${() => go("help")}>
        <${Icon} name="circle-help" />
        <span>${t("kiosk.help")}</span>
      </button>
      <button type="button" aria-pressed=${large} onClick=${toggle("large")}>
        <${Icon} name="a-large-small" />
        <span>${t(large ? "kiosk.normal" : "kiosk.larger")}</span>
      </button>
      <button type="button" aria-pressed=${low} onClick=${toggle("low")}>
        <${Icon} name=${low ? "arrow-up" : "arrow-down-to-line"} />
        <span>${t(low ? "kiosk.higher" : "kiosk.lower")}</span>
      </button>
    </div>
  </footer>`;
}

// Back is on every screen but the first.
export function Back() {
  return html`<button type="button" class="back" onClick=${() => go("start")}>
    <${Icon} name="arrow-left" /> ${t("common.back")}
  </button>`;
}
