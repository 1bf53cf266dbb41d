// What the hall reads while nobody is called.
import { baku, clock } from "shared/text.js";
import { html, Icon } from "shared/ui.js";
import { Trio } from "./words.js";

const steps = [
  ["ticket", "display.step-ticket"],
  ["volume-2", "display.step-watch"],
  ["user-check", "display.step-desk"],
];

/** Before the first call: a welcome, and how a visit goes. */
export function Welcome() {
  return html`<main class="welcome">
    <${Trio} class="greeting" text="display.welcome" />
    <ol class="steps">
      ${steps.map(([icon, text], i) => html`<li><b class="ordinal">${i + 1}</b><${Icon} name=${icon} /><${Trio} text=${text} /></li>`)}
    </ol>
  </main>`;
}

/** The centre receives nobody now: why, until when, and what else there is. */
export function Closed({ closed, notices }) {
  return html`<main class="shut">
    <${Icon} name="door-closed" />
    <${Trio} class="greeting" text="display.centre-closed" />
    ${closed.reason && html`<${Trio} class="reason" of=${closed.reason} />`}
    ${closed.until && html`<${Trio} class="until" text="display.opens" args=${{ date: date(closed.until), time: clock(closed.until) }} />`}
    <${Notices} notices=${notices.slice(0, 2)} />
  </main>`;
}

/** Notices of the regime in force, one below the other: they do not move. */
export function Notices({ notices }) {
  return notices.length > 0 && html`<ul class="notices">
    ${notices.map((notice) => html`<li key=${notice.id}><${Icon} name="megaphone" /><${Trio} of=${notice.text} /></li>`)}
  </ul>`;
}

const two = (n) => String(n).padStart(2, "0");

// Figures only, so that one form serves the three languages.
function date(moment) {
  const { day, month, year } = baku(moment);
  return `${two(day)}.${two(month + 1)}.${year}`;
}
