// What visitors said of their visits, and the help that volunteers gave: per day,
// direction, agent and volunteer.
import { html, useState, useEffect, Icon, toast } from "shared/ui.js";
import { t, pick, span, number, language } from "shared/text.js";
import { call } from "shared/api.js";
import { serverNow } from "shared/servertime.js";
import { addDays, dayOf } from "shared/days.js";
import { written, read } from "../../ui/dates.js";
import { DayField } from "../../ui/fields.js";

const faces = ["angry", "frown", "meh", "smile", "laugh"]; // scores 1 to 5

export function FeedbackPage() {
  const today = dayOf(serverNow());
  const [from, setFrom] = useState(written(addDays(today, -29)));
  const [to, setTo] = useState(written(today));
  const [got, setGot] = useState(null); // {ratings, help}
  const period = read(from) && read(to) ? `?from=${read(from)}&to=${read(to)}` : "";
  useEffect(() => {
    if (!period) return undefined;
    let stale = false;
    Promise.all([
      call("GET", `/api/manager/satisfaction${period}`),
      call("GET", `/api/manager/volunteers${period}`),
    ]).then(
      ([ratings, help]) => stale || setGot({ ratings, help }),
      (problem) => stale || toast(problem.text, "bad"),
    );
    return () => void (stale = true);
  }, [period]);
  return html`<main class="feedback">
    <div class="acts">
      <h1>${t("feedback.title")}</h1>
      <${DayField} label=${t("feedback.from")} name="from" value=${from} onInput=${setFrom} />
      <${DayField} label=${t("feedback.to")} name="to" value=${to} onInput=${setTo} />
    </div>
    ${
      !got
        ? html`<p class="wait" role="status">${t("manager.loading")}</p>`
        : html`
          <${Ratings} r=${got.ratings} file=${fileOf("satisfaction", period)} />
          <${Help} h=${got.help} file=${fileOf("volunteers", period)} />
        `
    }
  </main>`;
}

const fileOf = (name, period) =>
  `/api/manager/${name}.csv${period}${period ? "&" : "?"}lang=${language.value}`;
const mean = (s) =>
  s.count ? s.mean.toFixed(1).replace(".", language.value === "en" ? "." : ",") : "—";

function File({ href }) {
  return html`<a class="button" href=${href} download>
    <${Icon} name="download" /> ${t("feedback.file")}
  </a>`;
}

function Ratings({ r, file }) {
  const table = (what, rows, name) => html`<table data-by=${what}>
    <thead>
      <tr>
        <th>${t(`feedback.${what}`)}</th>
        <th class="n">${t("feedback.visits")}</th>
        <th class="n">${t("feedback.mean")}</th>
        <th>${t("feedback.spread")}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (x) => html`<tr key=${name(x)}>
          <th scope="row">${name(x)}</th>
          <td class="n">${number(x.count)}</td>
          <td class="n">${mean(x)}</td>
          <td><${Spread} s=${x} /></td>
        </tr>`,
      )}
    </tbody>
  </table>`;
  return html`<section class="panel" aria-label=${t("feedback.ratings")}>
    <header><h2>${t("feedback.ratings")}</h2><${File} href=${file} /></header>
    <div class="sums">
      <${Sum} label=${t("feedback.today")} s=${r.today} />
      <${Sum} label=${t("feedback.period")} s=${r.period} />
    </div>
    ${
      r.period.count === 0
        ? html`<p class="hint">${t("feedback.none")}</p>`
        : html`
          ${table("direction", r.directions, (d) => pick(d.name))}
          ${table("agent", r.agents, (a) => a.name || a.agent)}
          ${table("day", r.days, (d) => written(d.day))}
        `
    }
  </section>`;
}

function Sum({ label, s }) {
  return html`<div class="sum">
    <h3>${label}</h3>
    <p class="big">${mean(s)}<small>${t("feedback.count", { n: number(s.count) })}</small></p>
    <ul>
      ${s.spread.map(
        (n, i) => html`<li key=${i} title=${t("feedback.score", { score: i + 1, n })}>
          <${Icon} name=${faces[i]} />
          <b>${number(n)}</b>
        </li>`,
      )}
    </ul>
  </div>`;
}

// Spread is drawn by an SVG: its widths are figures, which the page's policy allows
// there and not in a style.
function Spread({ s }) {
  let x = 0;
  return html`
    <svg
      class="spread"
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      role="img"
      aria-label=${s.spread.map((n, i) => t("feedback.score", { score: i + 1, n })).join("; ")}
    >
      ${s.spread.map((n, i) => {
        const width = (100 * n) / s.count,
          from = x;
        x += width;
        return html`<rect
          key=${i}
          class=${`score-${i + 1}`}
          x=${from}
          y="0"
          width=${width}
          height="10"
        />`;
      })}
    </svg>
    <span class="figures">${s.spread.join(" · ")}</span>
  `;
}

function Help({ h, file }) {
  return html`<section class="panel" aria-label=${t("feedback.volunteers")}>
    <header><h2>${t("feedback.volunteers")}</h2><${File} href=${file} /></header>
    ${
      h.open > 0 &&
      html`<p class="state warn">
        <${Icon} name="bell-ring" /> ${t("feedback.open", { n: h.open })}
      </p>`
    }
    ${
      h.days.length === 0
        ? html`<p class="hint">${t("feedback.nohelp")}</p>`
        : html`<table data-by="volunteer">
          <thead>
            <tr>
              <th>${t("feedback.day")}</th>
              <th>${t("feedback.volunteer")}</th>
              <th class="n">${t("feedback.calls")}</th>
              <th class="n">${t("feedback.waited")}</th>
              <th class="n">${t("feedback.helped")}</th>
            </tr>
          </thead>
          <tbody>
            ${h.days.map(
              (d) => html`<tr key=${d.day + d.volunteer}>
                <td>${written(d.day)}</td>
                <th scope="row">${d.name || d.volunteer}</th>
                <td class="n">${d.calls}</td>
                <td class="n">${span(d.waited)}</td>
                <td class="n">${span(d.helped)}</td>
              </tr>`,
            )}
          </tbody>
        </table>`
    }
  </section>`;
}
