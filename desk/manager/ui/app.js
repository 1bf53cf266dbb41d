// The manager's console: sign-in, then the hall at a glance, and one level down
// everything that a manager sets.
import { html, render, signal, useEffect, Toasts } from "shared/ui.js";
import { t } from "shared/text.js";
import { live } from "shared/live.js";
import { session, SignIn, useSignOfLife } from "shared/staff.js";
import { Bar } from "./frame.js";
import { Hall } from "../hall/ui/hall.js";
import { Nav, page } from "./nav.js";
import { Regimes } from "../regimes/ui/regimes.js";
import { NoticesPage } from "../regimes/ui/notices.js";
import { YearPage } from "../calendar/ui/year.js";
import { SetupPage } from "../setup/ui/setup.js";
import { ConnectionsPage } from "../connections/ui/connections.js";
import { PassportsPage } from "../services/ui/passports.js";
import { People } from "../people/ui/people.js";
import { Devices } from "../people/ui/devices.js";
import { Enrol } from "../people/ui/factor.js";
import { RecordPage } from "../record/ui/record.js";
import { FeedbackPage } from "../feedback/ui/feedback.js";

const me = session("manager");
const { who } = me;
const socket = signal(null);

async function signOut() {
  await me.signOut();
  socket.value?.close();
  socket.value = null;
}

function App() {
  useSignOfLife(me);
  const manager = who.value?.role === "manager";
  useEffect(() => {
    if (!manager) return undefined;
    const view = live("/live/manager");
    socket.value = view;
    return () => view.close();
  }, [manager, who.value?.login]);
  if (who.value === undefined)
    return html`<p class="wait" role="status">${t("manager.loading")}</p>`;
  if (who.value === null)
    return html`<${SignIn} title=${t("manager.signin.title")} onDone=${(w) => (who.value = w)} />`;
  if (who.value.role === "enrolling")
    return html`
      <${Bar} who=${who.value} onSignOut=${signOut} />
      <${Enrol} me=${who.value} onDone=${me.ask} />
    `;
  if (!manager)
    return html`
      <${Bar} who=${who.value} onSignOut=${signOut} />
      <main class="choose">
        <h1>${t("manager.only")}</h1>
        <p><a href="/desk">${t("manager.to.desk")}</a></p>
      </main>
    `;
  const view = socket.value;
  if (view?.state.value === "signed-out") {
    // Signed out, or led to set up the second factor: the server says which.
    queueMicrotask(() => {
      socket.value = null;
      who.value = undefined;
      me.ask();
    });
    return null;
  }
  const frame = view?.frame.value;
  return html`
    <${Bar} who=${who.value} frame=${frame} view=${view} onSignOut=${signOut} />
    <${Nav} />
    ${
      frame
        ? html`<${Page} frame=${frame} view=${view} />`
        : html`<p class="wait" role="status">${t("manager.loading")}</p>`
    }
  `;
}

// atWork counts the desks with an agent who is not on a pause.
const atWork = (frame) =>
  frame.desks.filter((d) => d.status !== "empty" && d.status !== "paused").length;

/** @param {{frame: import("../../../assets/types/frames").HallFrame, [prop: string]: any}} props */
function Page({ frame, view }) {
  switch (page.value) {
    case "regimes":
      return html`<${Regimes} desks=${atWork(frame)} />`;
    case "notices":
      return html`<${NoticesPage} />`;
    case "calendar":
      return html`<${YearPage} />`;
    case "setup":
      return html`<${SetupPage} />`;
    case "passports":
      return html`<${PassportsPage} />`;
    case "connections":
      return html`<${ConnectionsPage} />`;
    case "feedback":
      return html`<${FeedbackPage} />`;
    case "people":
      return html`<${People} me=${who.value} />`;
    case "devices":
      return html`<${Devices} />`;
    case "record":
      return html`<${RecordPage} />`;
    default:
      return html`<${Hall} frame=${frame} offline=${!view.online.value} />`;
  }
}

me.ask();
render(html`<${App} /><${Toasts} />`, document.getElementById("root"));
