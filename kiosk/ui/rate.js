// The tablet beside a desk: at rest until a visit ends there, then five faces for a
// minute, in the visitor's language.
import { html, render, signal, Icon, Mark } from "shared/ui.js";
import { t, boot, language, setLanguage } from "shared/text.js";
import { live } from "shared/live.js";
import { paired, Pairing } from "shared/device.js";
import { Faces } from "./faces.js";

const desk = new URLSearchParams(location.search).get("desk") ?? "";
const view = signal(null);
const known = signal(undefined); // undefined: asking; does the server know this device?
let asked = ""; // the visit that is asked about: its language is taken once

function App() {
  if (known.value === undefined) return null;
  if (!known.value) return html`<${Pairing} onDone=${enter} />`;
  const { frame, online, state } = view.value;
  const f = frame.value;
  if (state.value === "signed-out") {
    queueMicrotask(() => (known.value = false));
    return null;
  }
  if (state.value === "gone" || !desk) return html`<main class="rate"><h1>${t("rating.no-desk")}</h1></main>`;
  return html`<main class="rate" data-state=${f?.visit ? "asks" : "rests"}>
    <header><${Mark} centre=${boot.data?.centre} /><b class="seat">${t("rating.desk", { n: desk })}</b></header>
    ${f?.visit ? html`<p class="number">${f.visit.number}</p>
        <${Faces} key=${f.visit.token} token=${f.visit.token} score=${f.visit.score} />
        <div class="languages" role="group" aria-label=${t("common.language")}>${boot.languages.map((l) =>
          html`<button type="button" lang=${l} aria-pressed=${language.value === l} onClick=${() => setLanguage(l)}>${t(`common.language-${l}`)}</button>`)}</div>`
      : html`<div class="rest"><${Icon} name="hand-heart" />${boot.languages.map((l) => html`<p lang=${l} key=${l}>${boot.texts[l]["rating.rest"]}</p>`)}</div>`}
    ${f && !online.value && html`<p class="trouble" role="alert"><${Icon} name="wifi-off" /> ${t("common.no-connection")}</p>`}
  </main>`;
}

async function enter() {
  known.value = undefined;
  const good = await paired("display");
  if (good) {
    view.value?.close();
    view.value = live(`/live/rate/${encodeURIComponent(desk)}`, { quiet: () => !view.value.frame.peek()?.visit });
    view.value.frame.subscribe((f) => {
      const token = f?.visit?.token ?? "";
      if (token && token !== asked) setLanguage(f.visit.language);
      if (!token && asked) setLanguage(boot.languages[0]);
      asked = token;
    });
  }
  known.value = good;
}

enter();
render(html`<${App} />`, document.getElementById("root"));
