// The agent's eighty visits a day: left the visitor and the one next step, middle
// the service's guide, right who waits and what I did.
import { html, useEffect, useRef, useClock } from "shared/ui.js";
import { Person, primary, actions } from "./person.js";
import { Guide } from "./guide.js";
import { Waiting } from "./waiting.js";
import { Asking, asking } from "./ask.js";
import { Exchange } from "./exchange.js";
import { toGuide } from "./row.js";

/** @param {{frame: import("../../assets/types/frames").DeskFrame, [prop: string]: any}} props */
export function Work({ frame, offline }) {
  const at = useClock();
  const latest = useRef(null);
  latest.current = { frame, at, offline };
  useKeys(latest);
  return html`<main class=${`work ${offline ? "cut-off" : ""}`}>
    <${Person} frame=${frame} at=${at} offline=${offline} />
    <${Guide} frame=${frame} key=${frame.active?.id ?? "none"} at=${at} />
    <${Waiting} frame=${frame} at=${at} offline=${offline} />
    <${Asking} />
    <${Exchange} />
  </main>`;
}

// F2 is always the big next step, F3 leads into the guide; the other moves have keys of their own. They
// work while the agent types, and rest while a dialog asks something.
function useKeys(latest) {
  useEffect(() => {
    let last = { key: "", at: 0 };
    const press = (e) => {
      const { frame, at, offline } = latest.current;
      if (e.repeat || offline || asking() || document.querySelector("dialog[open]")) return;
      if (e.key === "F3") {
        e.preventDefault();
        return toGuide();
      }
      if (e.key === "F11") {
        e.preventDefault();
        /** @type {HTMLElement} */ (document.querySelector('.guide [data-kind="bring"]'))?.click();
        return;
      }
      const step =
        e.key === "F2" ? primary(frame) : actions(frame, at).find((a) => a.key === e.key);
      if (!step) return;
      e.preventDefault();
      // A nervous second press of the same key is one press.
      if (step.disabled || (e.key === last.key && performance.now() - last.at < 500)) return;
      last = { key: e.key, at: performance.now() };
      step.run();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
