// Before the work: which desk, which directions.
import { html, useState, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { post } from "shared/api.js";
import { say } from "./moves.js";

/** @param {{frame: import("../../assets/types/frames").DeskFrame, [prop: string]: any}} props */
export function TakeDesk({ frame }) {
  const [desk, setDesk] = useState(null);
  const [chosen, setChosen] = useState([]);
  const place = frame.desks.find((d) => d.id === desk);
  const choose = (d) => {
    setDesk(d.id);
    setChosen(d.directions?.length ? d.directions : frame.directions.map((x) => x.id));
  };
  const toggle = (id) =>
    setChosen(chosen.includes(id) ? chosen.filter((x) => x !== id) : [...chosen, id]);
  const take = async (e) => {
    e.preventDefault();
    await post("/api/desk", { desk, directions: chosen }).catch(say);
  };
  return html`<main class="choose">
    <h1>${t("desk.take.title")}</h1>
    <form onSubmit=${take}>
      <div class="places" role="radiogroup" aria-label=${t("desk.take.title")}>
        ${frame.desks.map((d) => {
          const taken = d.agent && d.agent !== frame.agent.login;
          return html`<button
            type="button"
            role="radio"
            key=${d.id}
            class="place"
            aria-checked=${desk === d.id}
            disabled=${taken}
            onClick=${() => choose(d)}
          >
            <b>${d.id}</b>
            <small>${taken ? t("desk.take.taken", { agent: d.name }) : t("desk.take.free")}</small>
          </button>`;
        })}
      </div>
      ${
        place &&
        html`
          <fieldset class="lines">
            <legend>${t("desk.take.directions")}</legend>
            ${frame.directions.map(
              (d) => html`<label key=${d.id}>
                <input
                  type="checkbox"
                  checked=${chosen.includes(d.id)}
                  onChange=${() => toggle(d.id)}
                />
                <b>${d.prefix}</b> ${pick(d.name)}
              </label>`,
            )}
          </fieldset>
          <button class="primary" disabled=${!chosen.length}>
            <${Icon} name="check" /> ${t("desk.take.go", { n: desk })}
          </button>
        `
      }
    </form>
  </main>`;
}
