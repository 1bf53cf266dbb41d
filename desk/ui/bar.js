// The line on top: where am I, who am I, am I connected, which language.
import { html, Icon, Mark, Languages, useClock } from "shared/ui.js";
import { t, clock, nameOf } from "shared/text.js";
import { move } from "./moves.js";
import { ask } from "./ask.js";
import { Help } from "./help.js";

/** @param {{frame: import("../../assets/types/frames").DeskFrame, [prop: string]: any}} props */
export function Bar({ who, frame, offline, onSignOut }) {
  const at = useClock();
  const desk = frame?.desk;
  const busy = Boolean(frame?.active);
  const pause = async () => {
    if (desk.paused) return move("unpause", desk);
    const reason = await ask({
      title: t("desk.pause.title"),
      choices: ["break", "lunch", "paperwork", "meeting"].map((r) => ({
        value: t(`desk.pause.${r}`),
        label: t(`desk.pause.${r}`),
      })),
      free: t("desk.pause.other"),
    });
    if (reason) move("pause", desk, { reason });
  };
  return html`<header class="bar">
    <${Mark} centre=${frame?.centre} />
    ${
      desk &&
      html`<span class="seat">
        <b>${t("desk.desk", { n: desk.id })}</b> · ${names(frame, desk.directions)}
      </span>`
    }
    <span class="who"><${Icon} name="user" /> ${who.name || who.login}</span>
    ${
      offline &&
      html`<span class="offline" role="alert">
        <${Icon} name="wifi-off" /> ${t("common.no-connection")}
      </span>`
    }
    <span class="grow"></span>
    ${desk && html`<${Help} ticket=${frame.active?.id} />`}
    <a
      class="tool"
      href="/operator"
      target="operator"
      title=${t("desk.booking")}
      aria-label=${t("desk.booking")}
    >
      <${Icon} name="calendar-days" /> <span class="wide">${t("desk.booking")}</span>
    </a>
    <a class="tool" href="/registry" target="registry">
      <${Icon} name="list-checks" /> ${t("desk.registry")}
    </a>
    ${
      desk &&
      html`
        <button type="button" class=${desk.paused ? "warm" : ""} onClick=${pause}>
          <${Icon} name=${desk.paused ? "play" : "pause"} /> ${
            desk.paused ? t("desk.pause.end") : t("desk.pause.start")
          }
        </button>
        <button
          type="button"
          disabled=${busy}
          title=${busy ? t("desk.leave.busy") : ""}
          onClick=${() => move("leave", desk)}
        >
          <${Icon} name="log-out" /> ${t("desk.leave")}
        </button>
      `
    }
    ${
      !desk &&
      html`<button type="button" onClick=${onSignOut}>
        <${Icon} name="log-out" /> ${t("desk.signout")}
      </button>`
    }
    <${Languages} />
    <time class="clock">${clock(at)}</time>
  </header>`;
}

export function names(frame, ids) {
  return ids.map((id) => name(frame, id)).join(", ");
}

export function name(frame, id) {
  return nameOf(frame.directions, id);
}
