// The calls: the newest takes half of the screen, others stand beside it.
import { said } from "shared/text.js";
import { html, Icon } from "shared/ui.js";
import { age, arrange, highlight } from "./arrange.js";
import { Steps } from "./idle.js";

const arrows = { left: "arrow-left", right: "arrow-right", ahead: "arrow-up" };

function Arrow({ call }) {
  const arrow = arrows[call.side];
  return (
    arrow &&
    html`<span
      class=${`arrow ${call.side}`}
      role="img"
      aria-label=${said(call.language, `display.side-${call.side}`)}
    >
      <${Icon} name=${arrow} />
    </span>`
  );
}

// Long numbers ("A1000") and desks ("12A") get a smaller size, so that nothing is cut off.
const size = (text) => (text.length > 5 ? "longer" : text.length > 4 ? "long" : "");

function Newest({ call, mark }) {
  return html`<section
    class=${`newest ${mark}`}
    lang=${call.language}
    data-number=${call.number}
    data-desk=${call.desk}
  >
    <p class="what">
      <${Icon} name=${mark.includes("spoken") ? "volume-2" : "bell-ring"} />
      <span>${said(call.language, call.recall ? "display.calling-again" : "display.calling")}</span>
    </p>
    <p class=${`number ${size(call.number)}`}>${call.number}</p>
    <div class="where">
      <p class=${`desk ${call.desk.length > 2 ? "long" : ""}`}>
        <small>${said(call.language, "display.desk")}</small>
        <b>${call.desk}</b>
      </p>
      <${Arrow} call=${call} />
    </div>
  </section>`;
}

function Row({ call, mark, small }) {
  return html`<li
    class=${`row ${mark} ${small ? "small" : ""}`}
    lang=${call.language}
    data-number=${call.number}
    data-desk=${call.desk}
  >
    <span class=${`number ${size(call.number)}`}>${call.number}</span>
    <${Arrow} call=${call} />
    <span class=${`desk ${call.desk.length > 2 ? "long" : ""}`}>
      <small>
        ${mark.includes("spoken") && html`<${Icon} name="volume-2" />`}
        ${said(call.language, "display.desk")}
      </small>
      <b>${call.desk}</b>
    </span>
  </li>`;
}

/** The board, or null when there is no call that still concerns anybody. */
export function Board({ calls, now, unspoken, speaking, stale, beside }) {
  const { newest, large, small } = arrange(calls, { now, unspoken, speaking, beside });
  if (!newest) return null;
  const fresh = (call) => !stale && age(call, now) < highlight;
  const mark = (call) => `${fresh(call) ? "fresh" : ""} ${call.seq === speaking ? "spoken" : ""}`;
  // Keys are sequence numbers: a call that moves from one place to the next is
  // drawn there anew, and its highlight goes on from its age.
  return html`<main class=${`board ${stale ? "stale" : ""}`}>
    <${Newest} key=${newest.seq} call=${newest} mark=${mark(newest)} />
    <div class="beside">
      ${
        large.length > 0
          ? html`<ol class=${`large ${beside < 3 && large.length < 3 ? "two" : ""}`}>
            ${large.map((call) => html`<${Row} key=${call.seq} call=${call} mark=${mark(call)} />`)}
          </ol>`
          : html`<${Steps} />`
      }
      ${
        small.length > 0 &&
        html`<ol class="crowd">
          ${small.map(
            (call) => html`<${Row} key=${call.seq} call=${call} mark=${mark(call)} small />`,
          )}
        </ol>`
      }
    </div>
  </main>`;
}
