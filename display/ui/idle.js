// What the hall reads while nobody is called.
import { baku, clock, twoDigits } from "shared/text.js";
import { html, Icon, Trio } from "shared/ui.js";

const steps = [
  ["ticket", "display.step-ticket"],
  ["volume-2", "display.step-watch"],
  ["user-check", "display.step-desk"],
];

const signs = { phone: "phone", portal: "globe", "pick-up": "file-check" };

/** How a visit goes, in three sentences. */
export function Steps() {
  return html`<ol class="steps">
    ${steps.map(
      ([icon, text], i) => html`<li>
        <b class="ordinal">${i + 1}</b>
        <${Icon} name=${icon} />
        <${Trio} text=${text} />
      </li>`,
    )}
  </ol>`;
}

/** Before the first call. */
export function Welcome() {
  return html`<main class="welcome">
    <${Trio} class="greeting" text="display.welcome" />
    <${Steps} />
  </main>`;
}

const greetings = {
  closed: "display.centre-closed",
  "services-only": "display.some-only",
  "not-eligible": "display.some-only",
};

/** Nobody is received, or only some: why, until when, and what else there is. */
export function Closed({ closed: { code, reason, until, alternatives } }) {
  const others = alternatives.filter(({ kind }) => kind !== "email").slice(0, 4);
  return html`<main class="shut">
    <div>
      <${Icon} name=${code === "closed" ? "door-closed" : "info"} />
      <${Trio} class="greeting" text=${greetings[code] ?? "display.no-walk-in"} />
    </div>
    <div>
      <${Trio} class="reason" of=${reason} />
      ${
        until &&
        html`<${Trio}
          class="until"
          text=${
            !greetings[code]
              ? "display.walk-in-again"
              : code === "closed"
                ? "display.opens"
                : "display.opens-all"
          }
          args=${{ date: date(until), time: clock(until) }}
        />`
      }
      <ul class="others">
        ${
          others.length > 0
            ? others.map(
                (other) =>
                  html`<li key=${other.kind + other.value}>
                    <${Icon} name=${signs[other.kind] ?? "info"} />
                    <${Trio} of=${other.text} />
                  </li>`,
              )
            : html`<li><${Icon} name="phone" /><${Trio} text="display.ask-142" /></li>`
        }
      </ul>
    </div>
  </main>`;
}

// Figures only, so that one form serves the three languages.
function date(moment) {
  const { day, month, year } = baku(moment);
  return `${twoDigits(day)}.${twoDigits(month + 1)}.${year}`;
}
