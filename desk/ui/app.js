// The desk: who is signed in decides what is shown — the sign-in, the choice of
// a desk, or the work. The socket's frame is the only state of the work.
import { html, render, signal, useEffect, Toasts } from "shared/ui.js";
import { t } from "shared/text.js";
import { live } from "shared/live.js";
import { call } from "shared/api.js";
import { SignIn } from "./signin.js";
import { TakeDesk } from "./takedesk.js";
import { Work } from "./work.js";
import { Bar } from "./bar.js";

const who = signal(undefined); // undefined: asking; null: nobody
const socket = signal(null);
const state = signal(null); // the newest frame

async function ask() {
  try {
    who.value = await call("GET", "/api/session?role=agent");
  } catch (problem) {
    if ([401, 403].includes(problem.status)) who.value = null;
    else setTimeout(ask, 2000); // the server is not there yet
  }
}

function connect() {
  socket.value?.close();
  socket.value = live("/live/desk");
  socket.value.frame.subscribe((f) => f && (state.value = f));
}

async function signOut() {
  await call("DELETE", "/api/session?role=agent").catch(() => {});
  socket.value?.close();
  socket.value = state.value = null;
  who.value = null;
}

// The server ends a session after a quarter of an hour without a word; an agent
// who listens to a visitor is not idle, so a touched page says it is there.
function useSignOfLife() {
  useEffect(() => {
    let touched = false;
    const touch = () => (touched = true);
    const events = ["pointerdown", "keydown", "pointermove"];
    events.forEach((e) => addEventListener(e, touch, { passive: true }));
    const beat = setInterval(() => {
      if (touched && who.value) call("GET", "/api/session?role=agent").catch((p) => [401, 403].includes(p.status) && (who.value = null));
      touched = false;
    }, 240_000);
    return () => {
      events.forEach((e) => removeEventListener(e, touch));
      clearInterval(beat);
    };
  }, []);
}

function App() {
  useSignOfLife();
  useEffect(() => void (who.value?.role === "agent" && connect()), [who.value?.login]);
  if (who.value === undefined) return html`<p class="wait" role="status">${t("desk.loading")}</p>`;
  if (who.value === null) return html`<${SignIn} onDone=${(w) => (who.value = w)} />`;
  if (who.value.role !== "agent")
    return html`<${Bar} who=${who.value} onSignOut=${signOut} />
      <main class="choose"><h1>${t("desk.agents.only")}</h1><p><a class="go" href="/manager">${t("desk.to.manager")}</a></p></main>`;
  if (socket.value?.state.value === "signed-out") {
    queueMicrotask(() => (who.value = null));
    return null;
  }
  const f = state.value;
  if (!f) return html`<p class="wait" role="status">${t("desk.loading")}</p>`;
  const offline = !socket.value.online.value;
  return html`<${Bar} who=${who.value} frame=${f} offline=${offline} now=${socket.value.now} onSignOut=${signOut} />
    ${f.desk
      ? html`<${Work} frame=${f} offline=${offline} now=${socket.value.now} />`
      : html`<${TakeDesk} frame=${f} />`}`;
}

ask();
render(html`<${App} /><${Toasts} />`, document.getElementById("root"));
