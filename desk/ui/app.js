// The desk: who is signed in decides what is shown — the sign-in, the choice of
// a desk, or the work. The socket's frame is the only state of the work.
import { html, render, signal, useEffect, Toasts } from "shared/ui.js";
import { t } from "shared/text.js";
import { live } from "shared/live.js";
import { session, SignIn, useSignOfLife } from "shared/staff.js";
import { TakeDesk } from "./takedesk.js";
import { Work } from "./work.js";
import { Bar } from "./bar.js";

const me = session("agent");
const { who } = me;
const socket = signal(null);
const state = signal(null); // the newest frame

function connect() {
  socket.value?.close();
  socket.value = live("/live/desk");
  socket.value.frame.subscribe((f) => f && (state.value = f));
}

async function signOut() {
  await me.signOut();
  socket.value?.close();
  socket.value = state.value = null;
}

function App() {
  useSignOfLife(me);
  useEffect(() => void (who.value?.role === "agent" && connect()), [who.value?.login]);
  if (who.value === undefined) return html`<p class="wait" role="status">${t("desk.loading")}</p>`;
  if (who.value === null)
    return html`<${SignIn} title=${t("desk.signin.title")} onDone=${(w) => (who.value = w)} />`;
  if (who.value.role !== "agent")
    return html`
      <${Bar} who=${who.value} onSignOut=${signOut} />
      <main class="choose">
        <h1>${t("desk.agents.only")}</h1>
        <p><a class="go" href="/manager">${t("desk.to.manager")}</a></p>
      </main>
    `;
  if (socket.value?.state.value === "signed-out") {
    queueMicrotask(() => (who.value = null));
    return null;
  }
  const f = state.value;
  if (!f) return html`<p class="wait" role="status">${t("desk.loading")}</p>`;
  const offline = !socket.value.online.value;
  return html`
    <${Bar}
      who=${who.value}
      frame=${f}
      offline=${offline}
      onSignOut=${signOut}
    />
    ${f.desk ? html`<${Work} frame=${f} offline=${offline} />` : html`<${TakeDesk} frame=${f} />`}
  `;
}

me.ask();
render(html`<${App} /><${Toasts} />`, document.getElementById("root"));
