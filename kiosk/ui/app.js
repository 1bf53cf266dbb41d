// The kiosk: one visitor after another, each starting from the same first screen.
import { html, render, signal, useEffect, Icon } from "shared/ui.js";
import { t } from "shared/text.js";
import { live } from "shared/live.js";
import { paired, Pairing } from "shared/device.js";
import { screen, reset, modes } from "./visit.js";
import { Head, Foot } from "./around.js";
import { Start } from "./start.js";
import { Groups } from "./groups.js";
import { Info } from "./info.js";
import { TicketScreen } from "./ticket.js";
import { Closed, Help, Trouble, Working } from "./notes.js";
import { Arrive, NotNow, Outside } from "./arrive.js";
import { Idle } from "./idle.js";

const view = signal(null);
const known = signal(undefined); // undefined: asking; does the server know this device?

const screens = { start: Start, groups: Groups, info: Info, working: Working, ticket: TicketScreen, closed: Closed, help: Help, trouble: Trouble, arrive: Arrive, notNow: NotNow, outside: Outside };

function App() {
  if (known.value === undefined) return null;
  if (!known.value) return html`<${Pairing} onDone=${enter} />`;
  const v = view.value;
  const state = v.state.value;
  useEffect(() => {
    if (state === "signed-out") known.value = false;
  }, [state]);
  const frame = v.frame.value;
  // Whoever holds a ticket on the screen keeps it; nobody may begin while cut off.
  const cut = !v.online.value && screen.value.name !== "ticket";
  const Now = screens[screen.value.name];
  return html`<div class=${`stage ${modes.value.large ? "large" : ""} ${modes.value.low ? "low" : ""}`}>
    <${Head} centre=${frame?.centre} now=${v.now} />
    ${frame && !cut ? html`<main data-screen=${screen.value.name}><${Now} ...${screen.value} frame=${frame} /></main>` : html`<${Offline} starting=${!frame && state === "connecting"} />`}
    <${Foot} />
    <${Idle} />
  </div>`;
}

function Offline({ starting }) {
  if (starting) return html`<main></main>`;
  return html`<main><section class="note shut" role="alert"><${Icon} name="wifi-off" /><h1>${t("kiosk.offline.title")}</h1><p>${t("kiosk.offline.text")}</p></section></main>`;
}

async function enter() {
  known.value = await paired("kiosk");
  if (!known.value) return;
  view.value?.close();
  view.value = live("/live/kiosk", { quiet: () => screen.value.name === "start" });
}

document.addEventListener("contextmenu", (e) => e.preventDefault());
reset();
enter();
render(html`<${App} />`, document.getElementById("root"));
