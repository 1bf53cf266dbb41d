// A device's way in. A link carries its token behind the #: it becomes the cookie
// that the socket needs, and leaves the address at once. Without one the screen
// asks for the pairing code that the manager's page shows.
import { call, post } from "shared/api.js";
import { html, useState, Icon, Mark } from "shared/ui.js";
import { t } from "shared/text.js";

const pause = 3000; // ms until the server is asked again when it was not reached

// paired hands in the link's token, if there is one, and tells whether the server
// knows this device. It waits for a server that is not there yet.
export async function paired(kind) {
  let token = location.hash.slice(1);
  if (token) history.replaceState(null, "", location.pathname + location.search);
  for (;;) {
    try {
      if (token) await call("POST", "/api/device", { token });
      token = "";
      await call("GET", `/api/device?kind=${kind}`);
      return true;
    } catch (problem) {
      if (problem.status >= 400 && problem.status < 500) {
        if (!token) return false;
        token = ""; // a wrong token; the cookie may still be good
        continue;
      }
    }
    await new Promise((done) => setTimeout(done, pause));
  }
}

// Pairing asks for the code, once, when the screen is set up.
export function Pairing({ onDone }) {
  const [code, setCode] = useState("");
  const [trouble, setTrouble] = useState("");
  const send = async (event) => {
    event.preventDefault();
    setTrouble("");
    try {
      await post("/api/pair", { code });
      onDone();
    } catch (problem) {
      setTrouble(problem.text);
    }
  };
  return html`<main class="pairing"><form onSubmit=${send}>
    <${Mark} />
    <h1>${t("common.pair.title")}</h1>
    <p>${t("common.pair.text")}</p>
    <input name="code" autocomplete="off" spellcheck=${false} maxlength="12" aria-label=${t("common.pair.code")} value=${code} onInput=${(e) => setCode(e.target.value)} autofocus />
    ${trouble && html`<p class="state bad" role="alert"><${Icon} name="triangle-alert" /> ${trouble}</p>`}
    <button class="button primary" disabled=${!code.trim()}>${t("common.pair.go")}</button>
  </form></main>`;
}
