// How full the hall is, while a regime limits it, and who may come in from outside:
// one strip, in which the numbers are the largest.
import { html, Icon, Trio } from "shared/ui.js";

export function HallStrip({ hall }) {
  if (!hall) return null;
  if (hall.called_in.length > 0)
    return html`<div class="strip come" role="status">
      <${Icon} name="door-open" />
      <${Trio} class="say" text="display.come-in" />
      <p class="called-in">
        ${hall.called_in
          .slice(0, 6)
          .map((number) => html`<b key=${number} data-outside=${number}>${number}</b>`)}
      </p>
    </div>`;
  const full = hall.inside >= hall.capacity;
  return html`<div class=${`strip ${full ? "warn" : "soft"}`} role="status">
    <${Icon} name=${full ? "door-closed" : "users"} />
    <${Trio}
      class="say"
      text=${full ? "display.hall-full" : "display.hall-room"}
      args=${{ inside: hall.inside, capacity: hall.capacity }}
    />
  </div>`;
}
