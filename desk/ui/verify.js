// The answer to whoever checks a confirmation with a phone: genuine, with what
// must stand on the paper; or not, said in all three languages at once.
import { html, render, Icon, Languages, Mark } from "shared/ui.js";
import { boot, t, pick } from "shared/text.js";
import { longDay } from "shared/days.js";

const { centre, verdict, code } = boot.data;
const wording = (lang, key) => boot.texts[lang][key];

function Fact({ label, children }) {
  return html`<div><dt>${label}</dt><dd>${children}</dd></div>`;
}

function Genuine() {
  return html`<section class="answer good">
    <h1><${Icon} name="circle-check" /> ${t("verify.genuine")}</h1>
    <p>${t("verify.genuine.text")}</p>
    <dl>
      <div class="number"><dt>${t("verify.number")}</dt><dd>${verdict.number}</dd></div>
      <${Fact} label=${t("verify.service")}>
        ${pick(verdict.name)} <small>${verdict.service}</small>
      <//>
      <${Fact} label=${t("verify.registered")}>${longDay(verdict.registered_on)}<//>
      ${verdict.due_on && html`<${Fact} label=${t("verify.due")}>${longDay(verdict.due_on)}<//>`}
      <${Fact} label=${t("verify.state")}>
        ${
          verdict.stage
            ? t(`verify.stage.${verdict.stage}`)
            : t(`verify.state.${verdict.state || "elsewhere"}`)
        }
      <//>
      ${
        verdict.place &&
        html`<div class="number">
          <dt>${t("verify.place")}</dt>
          <dd>${verdict.place.place} <small>/ ${verdict.place.of}</small></dd>
        </div>`
      }
      ${
        verdict.place?.until &&
        html`<${Fact} label=${t("verify.offer")}>
          ${t("verify.offer.until", { date: longDay(verdict.place.until) })}
        <//>`
      }
    </dl>
    <p class="private"><${Icon} name="lock" /> ${t("verify.private")}</p>
  </section>`;
}

function Refused() {
  return html`${boot.languages.map(
    (l) => html`<section class="answer bad" key=${l} lang=${l}>
      <h1><${Icon} name="circle-x" /> ${wording(l, `verify.${code}`)}</h1>
      <p>${wording(l, `verify.${code}.text`)}</p>
    </section>`,
  )}`;
}

const App = () => html`<main>
  <header><${Mark} centre=${centre} />${verdict && html`<${Languages} full />`}</header>
  ${verdict ? html`<${Genuine} />` : html`<${Refused} />`}
</main>`;

render(html`<${App} />`, document.getElementById("root"));
