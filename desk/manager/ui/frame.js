// The line on top of every page of the console.
import { html, Icon, Mark, Languages, useClock } from "shared/ui.js";
import { t, clock } from "shared/text.js";

/** @param {{frame: import("../../../assets/types/frames").HallFrame, [prop: string]: any}} props */
export function Bar({ who, frame, view, onSignOut }) {
  const at = useClock();
  return html`<header class="bar">
    <${Mark} centre=${frame?.centre} />
    <span class="who"><${Icon} name="user" /> ${who.name || who.login}</span>
    ${
      view &&
      frame &&
      !view.online.value &&
      html`<span class="offline" role="alert">
        <${Icon} name="wifi-off" /> ${t("common.no-connection")}
      </span>`
    }
    <span class="grow"></span>
    <button type="button" onClick=${onSignOut}>
      <${Icon} name="log-out" /> ${t("manager.signout")}
    </button>
    <${Languages} />
    <time class="clock">${clock(at)}</time>
  </header>`;
}
