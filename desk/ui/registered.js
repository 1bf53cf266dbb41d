// What the visit left: the number, the dates, and the confirmation in two copies.
import { html, useState, useEffect, Icon, Button } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call, post } from "shared/api.js";
import { longDay } from "shared/days.js";
import { say } from "./moves.js";

export function Registered({ application: a }) {
  const [printed, setPrinted] = useState([]);
  const [name, setName] = useState(null);
  useEffect(
    () =>
      void call("GET", `/api/desk/services/${a.service}`).then(
        (s) => setName(s.name),
        () => {},
      ),
    [a.service],
  );
  const print = async (copy) => {
    // The window is opened by the click itself, else the browser blocks it.
    const paper = window.open("about:blank", "_blank");
    try {
      const { jobs } = await post(`/api/desk/applications/${a.id}/print`, copy ? { copy } : {});
      setPrinted([...printed, ...jobs]);
      if (paper)
        paper.location = `/api/desk/applications/${a.id}/confirmation.pdf${copy ? `?copy=${copy}` : ""}`;
    } catch (problem) {
      paper?.close();
      say(problem);
    }
  };
  return html`<article class=${`registered ${a.outcome}`} data-application=${a.id}>
    <p class="status">
      <${Icon} name=${a.outcome === "refused" ? "circle-x" : "circle-check"} /> ${t(
        `outcome.${a.outcome}`,
      )}
    </p>
    <p class="what">${pick(name) || a.service}</p>
    <p class="number">${a.number}</p>
    <dl>
      ${a.place > 0 && html`<div><dt>${t("desk.list.place")}</dt><dd>${a.place}</dd></div>`}
      ${
        a.due_on &&
        a.outcome !== "refused" &&
        html`<div><dt>${t("desk.due")}</dt><dd>${longDay(a.due_on)}</dd></div>`
      }
      ${
        a.decision_by &&
        a.outcome !== "refused" &&
        html`<div><dt>${t("desk.decision.by")}</dt><dd>${longDay(a.decision_by)}</dd></div>`
      }
    </dl>
    <div class="prints">
      <button type="button" class="register" onClick=${() => print()}>
        <${Icon} name="printer" /> ${
          printed.length
            ? t("desk.print.again")
            : t(a.outcome === "refused" ? "desk.print.refusal" : "desk.print.both")
        }
      </button>
      ${
        printed.length > 0 &&
        html`
          <${Button} onClick=${() => print(1)}>${t("desk.print.one", { n: 1 })}<//>
          <${Button} onClick=${() => print(2)}>${t("desk.print.one", { n: 2 })}<//>
        `
      }
    </div>
  </article>`;
}
