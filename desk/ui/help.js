// A volunteer for the desk: the button calls one, for the visitor at the desk or for
// none, and says whether one is coming. Where the house has no volunteers nothing is
// shown.
import { html, signal, Icon } from "shared/ui.js";
import { t } from "shared/text.js";
import { post } from "shared/api.js";
import { useHelp } from "shared/help.js";
import { say } from "./moves.js";

const busy = signal(false);

async function order(path, body = {}) {
  if (busy.value) return;
  busy.value = true;
  await post(path, body).catch(say);
  busy.value = false;
}

export function Help({ ticket }) {
  const help = useHelp("/live/desk/help");
  if (!help) return null;
  const { call, late } = help;
  if (call?.by && !late)
    return html`<span class="help" role="status" data-help="coming">
      <${Icon} name="person-standing" /> ${t("help.desk.coming", { name: call.by })}
    </span>`;
  if (call && !late)
    return html`<button
      type="button"
      class="warm"
      data-help="cancel"
      disabled=${busy.value}
      title=${t("help.desk.cancel")}
      onClick=${() => order("/api/desk/help/cancel")}
    >
      <${Icon} name="bell-ring" /> ${t("help.desk.called")}
    </button>`;
  return html`<button
    type="button"
    data-help="call"
    disabled=${busy.value}
    onClick=${() => order("/api/desk/help", ticket ? { ticket } : {})}
  >
    <${Icon} name="hand-heart" /> ${t(call ? "help.again" : "help.call")}
  </button>`;
}
