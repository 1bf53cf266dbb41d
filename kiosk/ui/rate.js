// The tablet beside a desk: at rest until a visit ends there, then five faces for a
// minute, in the visitor's language.
import { html, render, Icon, Languages, Mark } from "shared/ui.js";
import { t, boot, setLanguage } from "shared/text.js";
import { live } from "shared/live.js";
import { station } from "shared/device.js";
import { Pairing } from "shared/pairing.js";
import { Faces } from "./faces.js";

const desk = new URLSearchParams(location.search).get("desk") ?? "";
// A desk that is not there is said on the screen: it is no reason to ask again.
const place = station("display", open, ["signed-out"]);
let asked = ""; // the visit that is asked about: its language is taken once

function App() {
  const view = place.view.value;
  if (!view) return html`<${Pairing} station=${place} />`;
  const { frame, online, state } = view;
  const f = frame.value;
  if (state.value === "gone" || !desk)
    return html`<main class="rate"><h1>${t("rating.no-desk")}</h1></main>`;
  return html`<main class="rate" data-state=${f?.visit ? "asks" : "rests"}>
    <header>
      <${Mark} centre=${boot.data?.centre} />
      <b class="seat">${t("rating.desk", { n: desk })}</b>
    </header>
    ${
      f?.visit
        ? html`
          <p class="number">${f.visit.number}</p>
          <${Faces} key=${f.visit.token} token=${f.visit.token} score=${f.visit.score} />
          <${Languages} full />
        `
        : html`<div class="rest">
          <${Icon} name="hand-heart" />
          ${boot.languages.map(
            (l) => html`<p lang=${l} key=${l}>${boot.texts[l]["rating.rest"]}</p>`,
          )}
        </div>`
    }
    ${
      f &&
      !online.value &&
      html`<p class="trouble" role="alert">
        <${Icon} name="wifi-off" /> ${t("common.no-connection")}
      </p>`
    }
  </main>`;
}

function open() {
  const view = live(`/live/rate/${encodeURIComponent(desk)}`, {
    quiet: () => !view.frame.peek()?.visit,
  });
  view.frame.subscribe((f) => {
    const token = f?.visit?.token ?? "";
    if (token && token !== asked) setLanguage(f.visit.language);
    if (!token && asked) setLanguage(boot.languages[0]);
    asked = token;
  });
  return view;
}

render(html`<${App} />`, document.getElementById("root"));
