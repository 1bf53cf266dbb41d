// The operator's page: somebody is on the line. Left the visit being booked, from
// the telephone number to the code that is read out; right what is booked already.
import { html, render, signal, useEffect, Icon, Mark, Button, Toasts } from "shared/ui.js";
import { t, boot, language, setLanguage } from "shared/text.js";
import { call } from "shared/api.js";
import { SignIn } from "./signin.js";
import { Booking } from "./book.js";
import { Lists } from "./lists.js";
import { offer, loadOffer } from "./store.js";

const who = signal(undefined); // undefined: asking; null: nobody

async function ask() {
  for (const role of ["operator", "agent", "manager"]) {
    try {
      who.value = await call("GET", `/api/session?role=${role}`);
      return;
    } catch (problem) {
      if (problem.status !== 401 && problem.status !== 403) {
        setTimeout(ask, 2000); // the server is not there yet
        return;
      }
    }
  }
  who.value = null;
}

async function signOut() {
  await call("DELETE", `/api/session?role=${who.value.role}`).catch(() => {});
  who.value = null;
}

// An operator who listens is not idle: a page in use says that it is there.
function useSignOfLife() {
  useEffect(() => {
    let touched = false;
    const touch = () => (touched = true);
    const events = ["pointerdown", "keydown", "pointermove"];
    events.forEach((e) => addEventListener(e, touch, { passive: true }));
    const beat = setInterval(() => {
      if (touched && who.value) call("GET", `/api/session?role=${who.value.role}`).catch((p) => p.status === 401 && (who.value = null));
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
  useEffect(() => {
    if (who.value) loadOffer();
  }, [who.value?.login]);
  if (who.value === undefined) return null;
  if (who.value === null) return html`<${SignIn} onDone=${(w) => (who.value = w)} />`;
  return html`<header class="bar">
      <${Mark} centre=${boot.data.centre} /><h1>${t("operator.heading")}</h1>
      <span class="grow"></span>
      <div class="languages" role="group" aria-label=${t("common.language")}>${boot.languages.map((l) => html`<button type="button" lang=${l} aria-pressed=${language.value === l} onClick=${() => setLanguage(l)}>${l.toUpperCase()}</button>`)}</div>
      <span class="who"><${Icon} name="user" /> ${who.value.name}</span>
      <${Button} icon="log-out" onClick=${signOut}>${t("operator.sign-out")}<//>
    </header>
    ${offer.value && html`<main><${Booking} /><${Lists} /></main>`}`;
}

ask();
render(html`<${App} /><${Toasts} />`, document.getElementById("root"));
