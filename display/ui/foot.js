// The thin line below: whose hall it is, the directions, date and clock; above it
// what has to be said at once.
import { clock, dayMonth, dayName, pick, said } from "shared/text.js";
import { html, Icon, Mark, Trio } from "shared/ui.js";

// The refusals under which somebody is received all the same.
const some = ["appointment-only", "pick-up-only", "services-only", "not-eligible"];

function Direction({ direction: { prefix, name, open, code, waiting } }) {
  return html`<li class=${open ? "open" : "closed"}>
    <b class="prefix">${prefix}</b>
    <div>
      <p class="name">${pick(name)}</p>
      ${
        open
          ? html`<p class="state">
            <${Icon} name="users" />
            <span>${said("az", "display.waiting", { n: waiting })}</span>
          </p>`
          : html`<p class=${`state ${some.includes(code) ? "warn" : "bad"}`}>
            <${Icon} name=${some.includes(code) ? "info" : "ban"} />
            <span>${said("az", some.includes(code) ? "display.limited" : "common.closed")}</span>
          </p>`
      }
    </div>
  </li>`;
}

export function Foot({ centre, directions, now }) {
  return html`<footer class="foot">
    <${Mark} centre=${centre} />
    <ul class=${`directions ${directions.length > 4 ? "many" : ""}`}>
      ${directions.map(
        (direction) => html`<${Direction} key=${direction.id} direction=${direction} />`,
      )}
    </ul>
    <div class="time">
      <time class="clock">${clock(now)}</time>
      <p class="date"><span>${dayMonth(now)}</span><span>${dayName(now)}</span></p>
    </div>
  </footer>`;
}

/** A strip across the screen: the sign, the sentence in three languages. */
export function Strip({ kind, icon, text, help }) {
  return html`<div class=${`strip ${kind}`} role="status">
    <${Icon} name=${icon} />
    <${Trio} class="say" text=${text} />
    ${help && html`<${Trio} class="help" text=${help} />`}
  </div>`;
}
