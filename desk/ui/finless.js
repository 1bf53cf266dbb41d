// A visitor without a FIN: a foreigner, a stateless person, a small child. It is
// said once in the visit, by Alt+N or the button beside either field of the FIN;
// then another document names the applicant, and no system can be asked.
import { html, signal, useEffect, focusOn } from "shared/ui.js";
import { t } from "shared/text.js";

const visit = signal(""); // the ticket of the visitor who has none

export const finless = (ticket) => visit.value === ticket;

// turn goes to the field that the answer opens.
function turn(ticket) {
  const systems = document.activeElement?.closest(".ask-systems");
  visit.value = finless(ticket) ? "" : ticket;
  setTimeout(() =>
    focusOn(
      systems
        ? ".ask-systems input, .lookups .row"
        : ".application :is([name=fin], [name=document-kind])",
    ),
  );
}

// useSwitch lets Alt+N turn, whatever the keyboard's language.
export function useSwitch(ticket) {
  useEffect(() => {
    const press = (e) => {
      if (
        !e.altKey ||
        e.ctrlKey ||
        e.metaKey ||
        e.code !== "KeyN" ||
        document.querySelector("dialog[open]")
      )
        return;
      e.preventDefault();
      turn(ticket);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [ticket]);
}

// Switch is no stop of the Tab key: it stands between fields that are typed one
// after the other.
export function Switch({ ticket }) {
  return html`<button
    type="button"
    class="switch"
    tabindex="-1"
    aria-keyshortcuts="Alt+N"
    onClick=${() => turn(ticket)}
  >
    <span>${t(finless(ticket) ? "desk.applicant.has-fin" : "desk.applicant.no-fin")}</span> <kbd>
      Alt N
    </kbd>
  </button>`;
}
