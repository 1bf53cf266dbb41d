// What to bring, on the visitor's phone: the same list as on the paper, and the
// code for coming back. It says nothing about anybody.
import { html, render, Icon, Languages, Mark } from "shared/ui.js";
import { boot, t, pick } from "shared/text.js";
import { longDay } from "shared/days.js";

const { centre, bring, code } = boot.data;

function Papers() {
  return html`<section class="answer">
    <h1>${t("bring.title")}</h1>
    <p>${pick(bring.name)}</p>
    <ul class="papers">
      ${bring.documents.map(
        (d, i) => html`<li key=${i}>
          <b>${pick(d.name)}</b>
          ${d.condition && html`<small>${pick(d.condition)}</small>`}
          ${
            d.alternatives?.length > 0 &&
            html`
              <small>${t("bring.one-of")}</small>
              <ul>${d.alternatives.map((a, k) => html`<li key=${k}>${pick(a)}</li>`)}</ul>
            `
          }
        </li>`,
      )}
    </ul>
    ${
      bring.good
        ? html`<div class="back">
          <p>${t("bring.back")}</p>
          <p class="code">${bring.return.slice(0, 3)} ${bring.return.slice(3)}</p>
          <p>${t("bring.how")}</p>
        </div>`
        : html`<p class="back">
          <${Icon} name="info" /> ${t("bring.over", {
            date: longDay(bring.day),
          })}
        </p>`
    }
    <p class="private"><${Icon} name="lock" /> ${t("bring.private")}</p>
  </section>`;
}

const App = () => html`<main>
  <header><${Mark} centre=${centre} /><${Languages} full /></header>
  ${
    bring
      ? html`<${Papers} />`
      : html`<section class="answer bad">
        <h1><${Icon} name="circle-x" /> ${t(`error.${code}`)}</h1>
      </section>`
  }
</main>`;

render(html`<${App} />`, document.getElementById("root"));
