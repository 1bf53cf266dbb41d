// The operator's page: somebody is on the line. Left the visit being booked, from
// the telephone number to the code that is read out; right what is booked already.
import { html, render, useEffect, Icon, Mark, Button, Toasts, Languages } from "shared/ui.js";
import { t, boot } from "shared/text.js";
import { session, SignIn, useSignOfLife } from "shared/staff.js";
import { Booking } from "./book.js";
import { Lists } from "./lists.js";
import { offer, loadOffer, loadTelling } from "./store.js";

const me = session("operator", "agent", "manager");
const { who } = me;
const every = 5000; // ms between two looks at who is to be told

function App() {
  useSignOfLife(me);
  useEffect(() => {
    if (!who.value) return undefined;
    loadOffer();
    loadTelling();
    const again = setInterval(loadTelling, every);
    return () => clearInterval(again);
  }, [who.value?.login]);
  if (who.value === undefined) return null;
  if (who.value === null)
    return html`<${SignIn} title=${t("operator.heading")} onDone=${(w) => (who.value = w)} />`;
  return html`
    <header class="bar">
      <${Mark} centre=${boot.data.centre} />
      <h1>${t("operator.heading")}</h1>
      <span class="grow"></span>
      <${Languages} />
      <span class="who"><${Icon} name="user" /> ${who.value.name}</span>
      <${Button} icon="log-out" onClick=${me.signOut}>${t("operator.sign-out")}<//>
    </header>
    ${offer.value && html`<main><${Booking} /><${Lists} /></main>`}
  `;
}

me.ask();
render(html`<${App} /><${Toasts} />`, document.getElementById("root"));
