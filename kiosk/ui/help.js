// Help at the kiosk: one large button that calls a volunteer, and then whether one is
// coming. Where the house has no volunteers nothing is shown.
import { html, signal, useEffect, Icon } from "shared/ui.js";
import { t, language } from "shared/text.js";
import { post } from "shared/api.js";
import { useHelp } from "shared/help.js";

const trouble = signal("");

async function order(path, body = {}) {
  trouble.value = "";
  try {
    await post(path, body);
  } catch (problem) {
    // What the answer calls a conflict the next frame shows as it is.
    if (problem.status !== 409) trouble.value = problem.text;
  }
}

export function CallVolunteer() {
  const help = useHelp("/live/kiosk/help");
  useEffect(() => () => void (trouble.value = ""), []);
  if (!help) return null;
  const { call, late } = help;
  return html`<div class="volunteer" aria-live="polite">
    ${
      call &&
      html`<p class="reason" data-help=${call.by ? "coming" : "called"}>
        <${Icon} name=${call.by ? "person-standing" : "bell-ring"} /> ${
          call.by ? t("help.coming", { name: call.by }) : t("help.called")
        }
      </p>`
    }
    ${
      (!call || late) &&
      html`<button
        type="button"
        class="go"
        data-help="call"
        onClick=${() => order("/api/kiosk/help", { language: language.value })}
      >
        <${Icon} name="hand-heart" /> ${t(call ? "help.again" : "help.call")}
      </button>`
    }
    ${
      call &&
      !call.by &&
      html`<button
        type="button"
        class="back"
        data-help="cancel"
        onClick=${() => order("/api/kiosk/help/cancel")}
      >
        <${Icon} name="x" /> ${t("help.cancel")}
      </button>`
    }
    ${trouble.value && html`<p role="alert"><${Icon} name="triangle-alert" /> ${trouble.value}</p>`}
  </div>`;
}
