// Following a ticket on a phone. The token stands behind the #, so it is in no
// log; the page lives as long as the ticket's day, and what the ticket was given up
// for as long as the phone keeps it.
import { html, render, signal, Icon, Languages, Mark } from "shared/ui.js";
import { t, setLanguage, pick, expected, clock } from "shared/text.js";
import { live } from "shared/live.js";
import { serverNow } from "shared/servertime.js";
import { Faces } from "./faces.js";
import { Exchange, Rebooked } from "./exchange.js";
import { keep, kept } from "./kept.js";

const token = location.hash.slice(1);
const view = token ? live(`/live/track/${encodeURIComponent(token)}`) : null;
const greeted = signal(false);
const given = signal(null); // the answer to an exchange, until the frame says so too

let before = ""; // the state last seen: a call is felt once
view?.frame.subscribe((f) => {
  if (!f) return;
  if (!greeted.value) {
    greeted.value = true;
    if (!new URLSearchParams(location.search).has("lang")) setLanguage(f.language);
  }
  if (f.state === "called" && before !== "called") navigator.vibrate?.([300, 150, 300]);
  before = f.state;
  if (f.rebooked) keep(token, { name: f.name, number: f.number, instead: f.rebooked });
});

function Track() {
  const f = view?.frame.value;
  const gone = !view || view.state.value === "gone" || f?.gone;
  const visit = gone && view ? kept(token, serverNow()) : null;
  return html`<main class=${`track ${gone ? "gone" : (f?.state ?? "")}`}>
    <header><${Mark} /><${Languages} /></header>
    ${
      visit
        ? html`<${Visit} visit=${visit} /><p class="keep">${t("track.rebooked.asked")}</p>`
        : gone
          ? html`<section class="state">
            <${Icon} name="ticket" />
            <h1>${t("track.gone")}</h1>
            <p>${t("track.gone.text")}</p>
          </section>`
          : f
            ? html`<${Place} f=${f} />`
            : html`<p role="status">${t("track.loading")}</p>`
    }
    ${
      f &&
      !gone &&
      !view.online.value &&
      html`<p class="offline" role="alert">
        <${Icon} name="wifi-off" /> ${t("common.no-connection")}
      </p>`
    }
  </main>`;
}

function Place({ f }) {
  const instead = f.rebooked ?? given.value;
  if (instead) return html`<${Visit} visit=${{ name: f.name, number: f.number, instead }} />`;
  return html`
    <p class="number">${f.number}</p>
    <p class="direction">${pick(f.name)}</p>
    <section class="state" aria-live="polite">${states[f.state]?.(f)}</section>
    ${f.told && html`<${Told} told=${f.told} number=${f.number} />`}
    ${f.notices?.map(
      (n) => html`<p class="told notice" key=${n.az}>
        <${Icon} name="megaphone" /> <span>${pick(n)}</span>
      </p>`,
    )}
    ${f.state === "finished" && html`<${Faces} token=${token} score=${f.score} />`}
    ${f.state === "waiting" && html`<p class="keep">${t("track.keep")}</p>`}
    <p class="keep">${t("track.issued")} ${clock(f.issued_at)}</p>
  `;
}

// Visit is what a ticket was given up for.
const Visit = ({ visit }) =>
  html`
    <p class="direction">${pick(visit.name)}</p>
    <${Rebooked} b=${visit.instead} number=${visit.number} />
  `;

// Told says what a regime that began meanwhile means for the ticket, and what can
// be done instead of waiting.
function Told({ told, number }) {
  return html`<section class="told" role="alert">
    <p><${Icon} name="info" /> <b>${pick(told.reason)}</b></p>
    <p>${t(`track.told.${told.treatment}`)}</p>
    ${
      told.treatment === "rebook" &&
      html`<${Exchange}
        token=${token}
        number=${number}
        done=${(answer) => (given.value = answer)}
      />`
    }
    ${
      told.alternatives.length > 0 &&
      html`<ul>
        ${told.alternatives.map(
          (a) => html`<li key=${a.kind + a.value}>
            ${pick(a.text)}
            ${a.kind !== "pick-up" && html`: <b>${a.value.replace(/^https:\/\/(www\.)?/, "")}</b>`}
          </li>`,
        )}
      </ul>`
    }
  </section>`;
}

// An appointment is called about its time, whoever came without one: the people ahead
// say nothing until it is due, and then they are those with an earlier time.
/** @param {{f: import("../../assets/types/frames").KioskTrackFrame, [prop: string]: any}} props */
function Booked({ f }) {
  return html`
    <h1>${t("track.appointment", { time: clock(f.appointment) })}</h1>
    ${
      f.due
        ? html`
          ${!f.ahead && html`<p><b>${t("track.next")}</b></p>`}
          <p>${t("track.appointment.due")}</p>
          <${Line} f=${f} />
        `
        : html`
          <p>
            <b>
              ${t("track.appointment.about", {
                from: clock(f.around.from),
                until: clock(f.around.until),
              })}
            </b>
          </p>
          <p>${t("track.appointment.place")}</p>
        `
    }
  `;
}

/** @param {{f: import("../../assets/types/frames").KioskTrackFrame, [prop: string]: any}} props */
function Line({ f }) {
  return html`<dl>
    ${
      f.ahead > 0 &&
      html`<div><dt>${t("track.ahead")}</dt><dd>${t("track.people", { n: f.ahead })}</dd></div>`
    }
    <div><dt>${t("track.wait")}</dt><dd>${expected(f.estimate.p50)}</dd></div>
  </dl>`;
}

const states = {
  waiting: (f) =>
    f.appointment
      ? html`<${Booked} f=${f} />`
      : html`<h1>${f.ahead ? t("track.waiting") : t("track.next")}</h1><${Line} f=${f} />`,
  called: (f) =>
    html`
      <${Icon} name="bell-ring" />
      <h1>${t("track.go", { n: f.desk })}</h1>
      ${
        f.side &&
        html`<p>
          <${Icon} name=${`arrow-${f.side === "ahead" ? "up" : f.side}`} /> ${t(
            `track.side.${f.side}`,
          )}
        </p>`
      }
    `,
  serving: (f) => html`<h1>${t("track.serving", { n: f.desk })}</h1>`,
  held: () => html`<h1>${t("track.held")}</h1>`,
  finished: () => html`<${Icon} name="circle-check" /><h1>${t("track.finished")}</h1>`,
  "no-show": () => html`<${Icon} name="circle-alert" /><h1>${t("track.no-show")}</h1>`,
  cancelled: () => html`<h1>${t("track.cancelled")}</h1>`,
};

render(html`<${Track} />`, document.getElementById("root"));
