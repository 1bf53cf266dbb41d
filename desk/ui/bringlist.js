// What the visitor lacks: a list on paper and for the phone, with a code that
// brings its bearer back near the front today, once.
import { html, useState, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { post } from "shared/api.js";
import { say } from "./moves.js";
import { missing } from "./checklist.js";

export const spaced = (code) => `${code.slice(0, 3)} ${code.slice(3)}`;

/** @param {{frame: import("../../assets/types/frames").DeskFrame, [prop: string]: any}} props */
export function BringList({ frame, service, documents, given, onGiven }) {
  const lacking = missing(service, documents);
  const [busy, setBusy] = useState(false);
  if (!lacking.length) return null;
  const ids = lacking.map((d) => d.id);
  const stale = given && given.ids.join() !== ids.join();
  const print = async () => {
    if (busy) return;
    setBusy(true);
    const paper = window.open("about:blank", "_blank"); // by the key press itself, else the browser blocks it
    try {
      const answer = await post("/api/desk/returns", {
        lease: frame.desk.lease,
        ticket: frame.active.id,
        service: service.id,
        documents: ids,
      });
      onGiven({ ...answer, ids });
      if (paper)
        paper.location = `/api/desk/returns/${answer.code}/paper.pdf?lang=${frame.active.language}`;
    } catch (problem) {
      paper?.close();
      say(problem);
    } finally {
      setBusy(false);
    }
  };
  return html`<section class="part bring" role="status">
    <p class="missing">
      <${Icon} name="triangle-alert" /> ${t("desk.documents.missing", {
        list: lacking.map((d) => pick(d.short?.az ? d.short : d.name)).join("; "),
      })}
    </p>
    ${
      given &&
      !stale &&
      html`<p class="code">${t("desk.bring.given")} <b>${spaced(given.return)}</b></p>`
    }
    <button type="button" class="register" data-kind="bring" disabled=${busy} onClick=${print}>
      <${Icon} name="printer" /> ${given && !stale ? t("desk.bring.again") : t("desk.bring.print")} <kbd>
        F11
      </kbd>
    </button>
  </section>`;
}
