// The kiosk: one visitor after another, each starting from the same first screen.
import { html, render, Icon } from "shared/ui.js";
import { t } from "shared/text.js";
import { live } from "shared/live.js";
import { station } from "shared/device.js";
import { Pairing } from "shared/pairing.js";
import { screen, reset, modes } from "./visit.js";
import { Head, Foot } from "./around.js";
import { Start } from "./start.js";
import { Groups } from "./groups.js";
import { Info } from "./info.js";
import { TicketScreen } from "./ticket.js";
import { Closed, Help, Trouble, Working } from "./notes.js";
import { Arrive, NotNow, Outside } from "./arrive.js";
import { Told } from "./notices.js";
import { Idle } from "./idle.js";

const place = station("kiosk", () => {
  reset();
  return live("/live/kiosk", { quiet: () => screen.value.name === "start" });
});

const screens = {
  start: Start,
  groups: Groups,
  info: Info,
  working: Working,
  ticket: TicketScreen,
  closed: Closed,
  help: Help,
  trouble: Trouble,
  arrive: Arrive,
  notNow: NotNow,
  outside: Outside,
  notices: Told,
};

function App() {
  const v = place.view.value;
  if (!v) return html`<${Pairing} station=${place} />`;
  const frame = v.frame.value;
  // Whoever holds a ticket on the screen keeps it; nobody may begin while cut off.
  const cut = !v.online.value && screen.value.name !== "ticket";
  const Now = screens[screen.value.name];
  return html`<div
    class=${`stage ${modes.value.large ? "large" : ""} ${modes.value.low ? "low" : ""}`}
  >
    <${Head} centre=${frame?.centre} />
    ${
      frame && !cut
        ? html`<main data-screen=${screen.value.name}>
          <${Now} ...${screen.value} frame=${frame} />
        </main>`
        : html`<${Offline} starting=${!frame && v.state.value === "connecting"} />`
    }
    <${Foot} />
    <${Idle} />
  </div>`;
}

function Offline({ starting }) {
  if (starting) return html`<main></main>`;
  return html`<main>
    <section class="note shut" role="alert">
      <${Icon} name="wifi-off" />
      <h1>${t("kiosk.offline.title")}</h1>
      <p>${t("kiosk.offline.text")}</p>
    </section>
  </main>`;
}

document.addEventListener("contextmenu", (e) => e.preventDefault());
render(html`<${App} />`, document.getElementById("root"));
