// A day tried before it holds: played on the server with invented visitors, with
// the draft and without it, and told in words, bars and figures.
import { html, useState, useEffect, Icon, Button } from "shared/ui.js";
import { t, has, number } from "shared/text.js";
import { call } from "shared/api.js";
import { NumberField, faultText } from "../../ui/fields.js";
import { directionName } from "../../ui/store.js";

const most = 5000;

// Trial is the button and, below it, what came of it. question is the preview's
// own, as JSON: {draft, day}.
export function Trial({ question }) {
  const [visitors, setVisitors] = useState(null); // as written; null = as the centre expects
  /** @type {{answer?: any, of?: string, busy?: boolean, problem?: string}} */
  const none = {};
  const [state, setState] = useState(none);
  const wrong =
    Boolean(visitors) &&
    !(/^\d+$/.test(visitors) && Number(visitors) >= 1 && Number(visitors) <= most);
  const asked = JSON.stringify({
    ...JSON.parse(question),
    visitors: visitors && !wrong ? Number(visitors) : undefined,
  });
  const go = async () => {
    setState({ ...state, busy: true, problem: null });
    try {
      setState({
        answer: await call("POST", "/api/manager/regimes/try", JSON.parse(asked)),
        of: asked,
      });
    } catch (problem) {
      setState({ problem: problem.text });
    }
  };
  const { answer, busy, problem } = state;
  useEffect(() => setVisitors(null), [JSON.parse(question).day]); // another day expects others
  return html`<section class="trial" aria-label=${t("trial.title")}>
    <h3>${t("trial.title")}</h3>
    <div class="ask">
      <${NumberField}
        label=${t("trial.visitors")}
        name="visitors"
        value=${visitors ?? (answer?.rests ? String(answer.rests.visitors) : "")}
        onInput=${setVisitors}
      />
      <${Button} icon="circle-play" name="try" busy=${busy} disabled=${wrong} onClick=${go}>
        ${t(answer ? "trial.again" : "trial.go")}
      <//>
    </div>
    <div role="status">
      ${
        wrong &&
        html`<p class="trouble"><${Icon} name="triangle-alert" /> ${t("trial.visitors.wrong")}</p>`
      }
      ${busy && html`<p class="hint">${t("trial.busy")}</p>`}
      ${problem && html`<p class="trouble"><${Icon} name="triangle-alert" /> ${problem}</p>`}
      ${!answer && !busy && !problem && html`<p class="hint">${t("trial.hint")}</p>`}
      ${
        answer?.fault &&
        html`<p class="trouble">
          <${Icon} name="triangle-alert" /> ${t("trial.wrong", { fault: faultText(answer.fault) })}
        </p>`
      }
      ${
        answer?.with &&
        state.of !== asked &&
        !busy &&
        html`<p class="stale"><${Icon} name="refresh-cw" /> ${t("trial.stale")}</p>`
      }
      ${answer?.with && html`<${Summary} all=${answer.with.all} />`}
    </div>
    ${answer?.with && anybody(answer.with.all) && html`<${Outlook} answer=${answer} />`}
  </section>`;
}

const anybody = (all) => all.received.median + all.turned.median > 0;

function Summary({ all }) {
  const [received, turned] = [all.received.median, all.turned.median];
  const key = !anybody(all)
    ? "trial.sum.nobody"
    : turned === 0
      ? "trial.sum.all"
      : received === 0
        ? "trial.sum.none"
        : "trial.sum";
  return html`<p class="sum">
    ${t(key, {
      all: number(received + turned),
      received: number(received),
      turned: number(turned),
    })}
  </p>`;
}

function Outlook({ answer }) {
  const { with: after, without: before } = answer;
  const widest = Math.max(
    1,
    ...[after, before].flatMap((o) =>
      (o?.directions ?? []).map((d) => d.received.median + d.turned.median),
    ),
  );
  return html`
    ${answer.from_now && html`<p class="hint"><${Icon} name="clock" /> ${t("trial.from-now")}</p>`}
    ${after.directions.map(
      (line, i) => html`<article key=${line.direction} data-trial=${line.direction}>
        <h4>${directionName(line.direction)}</h4>
        <${Bars} before=${before?.directions[i]} after=${line} widest=${widest} />
        <${Figures} rows=${ofLine(before?.directions[i], line)} compared=${Boolean(before)} />
        ${
          whys(line).length > 0 &&
          html`<p class="hint">
            ${t("trial.why", { list: whys(line).slice(0, 4).map(reason).join(" · ") })}
          </p>`
        }
      </article>`,
    )}
    <article data-trial="all">
      <h4>${t("trial.whole")}</h4>
      <${Figures} rows=${ofAll(before, after)} compared=${Boolean(before)} />
    </article>
    <${Rests} answer=${answer} />
  `;
}

const whys = (line) => line.why.filter((w) => w.visitors.median > 0);

const reason = (w) => {
  const key = w.code === "closed" ? "common.closed" : `regime.only.${w.code}`;
  return `${t(has(key) ? key : "trial.why.other")}: ${number(w.visitors.median)}`;
};

// Bars are two lines of one length a visitor: received, then told another way.
function Bars({ before, after, widest }) {
  const rows = [before, after].filter(Boolean);
  return html`<svg
    class="bars-of"
    viewBox=${`0 0 100 ${rows.length * 10}`}
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${rows.map((line, i) => {
      const [received, turned] = [line.received.median, line.turned.median].map(
        (n) => (100 * n) / widest,
      );
      return html`<g key=${i} class=${i === rows.length - 1 ? "after" : "before"}>
        <rect class="received" x="0" y=${i * 10 + 1} width=${received} height="8" />
        <rect class="turned" x=${received} y=${i * 10 + 1} width=${turned} height="8" />
      </g>`;
    })}
  </svg>`;
}

const people = (n) => number(n);
const time = (seconds) => t("trial.minutes", { n: Math.round(seconds / 60) });
const percent = (n) => t("trial.percent", { n });

// A row is [word, before, after, shown, better]: better is 1 when more is better,
// -1 when less is, 0 when it depends. A sixth names what the word does not.
const called = (line, figure) => (line && line.received.median > 0 ? line[figure] : undefined);
const shareOf = (line, i) => (line && line.received.median > 0 ? line.levels[i].share : undefined);
// levelWords name a promise, and its directions where only some made it.
const levelWords = ({ to, minutes, directions }, all) =>
  t(`trial.level.${to}`, { n: minutes }) +
  (directions.length < all.length ? `: ${directions.map(directionName).join(", ")}` : "");
const waits = (before, after) =>
  ["wait", "most"].map((word) => [word, called(before, word), called(after, word), time, -1]);
const ofLine = (before, after) => [
  ["received", before?.received, after.received, people, 1],
  ["turned", before?.turned, after.turned, people, -1],
  ...waits(before, after),
  ...(after.late.median || before?.late.median
    ? [["late", before?.late, after.late, people, -1]]
    : []),
  ...(after.full_from || before?.full_from ? [["full", before?.full_from, after.full_from]] : []),
];
const ofAll = (before, after) => [
  ["received", before?.all.received, after.all.received, people, 1],
  ["turned", before?.all.turned, after.all.turned, people, -1],
  ...waits(before?.all, after.all),
  ...after.all.levels
    .map((level, i) => [
      `level-${level.to}-${level.minutes}-${level.percent}`,
      shareOf(before?.all, i),
      shareOf(after.all, i),
      percent,
      1,
      levelWords(level, after.directions),
    ])
    .filter((row, i) => after.all.levels[i].to === "everyone" || after.all.booked.median > 0),
  ["inside", before?.inside, after.inside, people, 0],
  ["busy-desks", before?.busy, after.busy, percent, 0],
  ["overtime", before?.overtime, after.overtime, time, -1],
];

function Figures({ rows, compared }) {
  return html`<table class="figures">
    <thead>
      <tr>
        <td></td>
        ${compared && html`<th scope="col">${t("trial.without")}</th>`}
        <th scope="col">${t(compared ? "trial.with" : "trial.now")}</th>
        ${compared && html`<th scope="col">${t("trial.difference")}</th>`}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([word, before, after, shown, better, named]) => html`<tr key=${word} data-figure=${word}>
          <th scope="row">
            ${
              (word === "received" || word === "turned") &&
              html`<span class=${`swatch ${word}`}></span>`
            }
            ${named ?? t(`trial.${word}`)}
          </th>
          ${compared && html`<td>${cell(before, shown)}</td>`}
          <td class="after">${cell(after, shown)}</td>
          ${
            compared &&
            html`<td>
              <${Difference} before=${before} after=${after} shown=${shown} better=${better} />
            </td>`
          }
        </tr>`,
      )}
    </tbody>
  </table>`;
}

// cell is the middle of the days played, with their range for who points at it.
function cell(figure, shown) {
  if (figure === undefined) return "–";
  if (!shown) return figure;
  const { low, median, high } = figure;
  return low === high
    ? shown(median)
    : html`<span title=${t("trial.range", { low: shown(low), high: shown(high) })}>
      ${shown(median)}
    </span>`;
}

// Difference has its sign, and a colour where it is clear what is better.
function Difference({ before, after, shown, better }) {
  if (!shown || !before || !after) return "";
  const [from, to] = [before, after].map((f) =>
    shown === time ? Math.round(f.median / 60) : f.median,
  );
  const by = to - from;
  if (by === 0) return html`<span class="same">=</span>`;
  const kind = better === 0 ? "" : by * better > 0 ? "gain" : "loss";
  const words = shown === time ? time(Math.abs(by) * 60) : shown(Math.abs(by));
  return html`<span class=${`by ${kind}`}>
    <${Icon} name=${by > 0 ? "arrow-up" : "arrow-down"} />
    ${by > 0 ? "+" : "−"}
    ${words}
  </span>`;
}

function Rests({ answer }) {
  const r = answer.rests;
  const own = r.recorded_days
    ? t("trial.rests.recorded", { n: number(r.expected), days: r.recorded_days })
    : t("trial.rests.none", { n: number(r.expected) });
  return html`<p class="rests">
    <${Icon} name="info" /> <span>
      ${t("trial.rests", {
        visitors: number(r.visitors),
        desks: r.desks,
        from: r.from,
        to: r.to,
        service: time(r.service),
      })}
      ${" "}
      ${own}
      ${" "}
      ${t("trial.rests.days", { days: answer.days })}
    </span>
  </p>`;
}
