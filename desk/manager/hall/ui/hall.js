// What is happening now: first what is wrong, in words; then the lines, the
// desks, and the day against the service level.
import { html, useState, Icon, Button, useClock } from "shared/ui.js";
import { t, span, about, expected, pick, timeOf } from "shared/text.js";
import { secondsSince } from "shared/servertime.js";
import { CloseDialog, ReopenDialog } from "./closing.js";

/** @param {{frame: import("../../../../assets/types/frames").HallFrame, [prop: string]: any}} props */
export function Hall({ frame, offline }) {
  const at = useClock();
  const [closing, setClosing] = useState(null); // directions to close; [] = all
  const [opening, setOpening] = useState(null); // the closure to end
  const close = (d) => setClosing(d ? [d] : []);
  const reopen = (regime) => setOpening(frame.closures.find((c) => c.id === regime));
  return html`<main class=${`hall ${offline ? "cut-off" : ""}`}>
    <${WrongNow} frame=${frame} at=${at} reopen=${setOpening} />
    <section class="lines" aria-label=${t("manager.directions")}>
      ${frame.directions.map(
        (d) => html`<${DirectionCard}
          key=${d.id}
          d=${d}
          onClose=${() => close(d.id)}
          onReopen=${frame.closures.some((c) => c.id === d.regime) && (() => reopen(d.regime))}
        />`,
      )}
    </section>
    <div class="below">
      <section class="panel" aria-label=${t("manager.desks")}>
        <h2>${t("manager.desks")}</h2>
        <table>
          <thead>
            <tr>
              <th>${t("manager.desk")}</th>
              <th>${t("manager.agent")}</th>
              <th>${t("manager.state")}</th>
              <th>${t("manager.ticket")}</th>
              <th class="n">${t("manager.for")}</th>
              <th class="n">${t("manager.served")}</th>
            </tr>
          </thead>
          <tbody>
            ${frame.desks.map(
              (d) => html`<tr key=${d.id} class=${d.status}>
                <th scope="row">${d.id}</th>
                <td>${d.name || d.agent || "—"}</td>
                <td>
                  <${Icon} name=${signs[d.status]} /> ${t(`manager.desk.${d.status}`)}
                  ${d.reason && `: ${d.reason}`}
                </td>
                <td class="ticket">${d.ticket || ""}</td>
                <td class="n">${d.since ? span(secondsSince(d.since, at)) : ""}</td>
                <td class="n">${d.served}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </section>
      <${TodayPanel} today=${frame.today} directions=${frame.directions} />
    </div>
    <p class="all">
      <${Button} kind="danger" icon="door-closed" disabled=${offline} onClick=${() => close(null)}>
        ${t("manager.close.centre")}
      <//>
    </p>
    ${
      closing &&
      html`<${CloseDialog} frame=${frame} directions=${closing} onClose=${() => setClosing(null)} />`
    }
    ${
      opening &&
      html`<${ReopenDialog} frame=${frame} closure=${opening} onClose=${() => setOpening(null)} />`
    }
  </main>`;
}

const signs = {
  empty: "minus",
  free: "circle-check",
  paused: "coffee",
  called: "megaphone",
  serving: "user-check",
};

/** @param {{frame: import("../../../../assets/types/frames").HallFrame, [prop: string]: any}} props */
function WrongNow({ frame, at, reopen }) {
  const name = (id) => pick(frame.directions.find((d) => d.id === id)?.name);
  return html`<section class="wrong" aria-live="polite">
    ${frame.closures.map(
      (c) => html`<p key=${c.id} class="closure">
        <${Icon} name="door-closed" />
        <span>
          <b>
            ${c.directions?.length ? c.directions.map(name).join(", ") : t("manager.whole")}
            : ${t("manager.closed")}
          </b> ${pick(c.reason)} · ${t("manager.until", { time: timeOf(c.until, at) })}
        </span>
        <${Button} icon="door-open" onClick=${() => reopen(c)}>${t("manager.reopen")}<//>
      </p>`,
    )}
    ${frame.regimes.map(
      (r) => html`<p key=${r.id} class="regime-on">
        <${Icon} name="scroll-text" />
        <span>
          <b>${pick(r.reason)}</b> · ${
            r.directions?.length ? r.directions.map(name).join(", ") : t("manager.whole")
          } · ${t("manager.until", { time: timeOf(r.until, at) })}
        </span>
        <a class="button" href="#regimes">${t("manager.page.regimes")}</a>
      </p>`,
    )}
    ${frame.wrong.map(
      (w) => html`<p key=${keyOf(w)} class="warning" data-wrong=${w.code}>
        <${Icon} name="triangle-alert" />
        <span>
          ${
            w.level
              ? missedWords(w.level, frame.directions)
              : t(`manager.wrong.${w.code}`, {
                  direction: name(w.direction),
                  desk: w.desk ?? "",
                  n: w.count ?? 0,
                  time: about(w.seconds ?? 0),
                })
          }
        </span>
        ${
          w.code === "untold" &&
          html`<a class="button" href="/operator#told">
            <${Icon} name="phone" /> ${t("manager.to.operator")}
          </a>`
        }
      </p>`,
    )}
    ${
      frame.closures.length + frame.wrong.length === 0 &&
      !frame.today.levels.some(missed) &&
      html`<p class="fine"><${Icon} name="circle-check" /> ${t("manager.fine")}</p>`
    }
  </section>`;
}

// Door is whether the direction takes visitors: all, only some, or none.
function Door({ d }) {
  if (d.open)
    return html`<span class="state good"><${Icon} name="door-open" /> ${t("common.open")}</span>`;
  if (d.code === "closed")
    return html`<span class="state bad"><${Icon} name="door-closed" /> ${t("common.closed")}</span>`;
  return html`<span class="state warn">
    <${Icon} name="triangle-alert" /> ${t(`regime.only.${d.code}`)}
  </span>`;
}

function DirectionCard({ d, onClose, onReopen }) {
  return html`<article class=${`line ${d.open ? "open" : "shut"}`} data-direction=${d.id}>
    <header><b class="prefix">${d.prefix}</b><h2>${pick(d.name)}</h2><${Door} d=${d} /></header>
    <p class="big">${d.waiting}<small>${t("manager.waiting")}</small></p>
    <dl>
      <div><dt>${t("manager.longest")}</dt><dd>${d.longest ? span(d.longest) : "—"}</dd></div>
      <div><dt>${t("manager.expected")}</dt><dd>${expected(d.expected)}</dd></div>
      <div><dt>${t("manager.desks.open")}</dt><dd>${d.desks}</dd></div>
      <div>
        <dt>${t("manager.day")}</dt>
        <dd>
          ${t("manager.day.figures", { issued: d.issued, finished: d.finished, absent: d.no_show })}
        </dd>
      </div>
    </dl>
    ${!d.open && html`<p class="why">${pick(d.reason)}</p>`}
    ${
      d.open
        ? html`<${Button} icon="door-closed" onClick=${onClose}>${t("manager.close")}<//>`
        : onReopen
          ? html`<${Button} icon="door-open" onClick=${onReopen}>${t("manager.reopen")}<//>`
          : d.regime &&
            html`<a class="button" href="#regimes">
              <${Icon} name="scroll-text" /> ${t("manager.page.regimes")}
            </a>`
    }
  </article>`;
}

// keyOf tells the alerts of a frame apart.
/** @param {import("../../../../assets/types/frames").HallAlert} alert */
const keyOf = ({ code, direction = "", desk = "", level }) =>
  `${code}${direction}${desk}${level ? `${level.to}${level.minutes}-${level.percent}` : ""}`;

// missed is a promise that does not stand well now, however few were called.
const missed = (level) => level.share !== null && !level.met;

// prefixesOf are the directions that made a promise; nothing when all of them did.
const prefixesOf = (level, directions) =>
  level.directions.length < directions.length &&
  directions
    .filter((d) => level.directions.includes(d.id))
    .map((d) => d.prefix)
    .join(", ");

const missedWords = (level, directions) => {
  const of = prefixesOf(level, directions);
  const { to, minutes, share, percent } = level;
  const promise = t(levelKeys[to], { n: minutes });
  return t("manager.wrong.level-missed", {
    promise: of ? `${of} · ${promise}` : promise,
    n: share,
    goal: percent,
  });
};

const levelKeys = { everyone: "manager.within", booked: "manager.promised" };

// Level is one promise as it stands, with those who made it, where not all did.
function Level({ level, directions }) {
  const { to, minutes, percent, share, met } = level;
  const prefixes = prefixesOf(level, directions);
  return html`<div data-level=${`${to}-${minutes}`}>
    <dt>${t(levelKeys[to], { n: minutes })}${prefixes && html` <b>${prefixes}</b>`}</dt>
    <dd class=${share === null ? "" : met ? "met" : "missed"}>
      ${
        share === null
          ? "—"
          : html`
            <${Icon} name=${met ? "check" : "triangle-alert"} /> ${share} %
          `
      } <small>${t("manager.goal", { n: percent })}</small>
    </dd>
  </div>`;
}

function TodayPanel({ today, directions }) {
  return html`<section class="panel today" aria-label=${t("manager.today")}>
    <h2>${t("manager.today")}</h2>
    <dl>
      ${today.levels
        .filter((l) => l.to === "everyone" || l.called > 0)
        .map(
          (l) => html`<${Level}
            key=${`${l.to}${l.minutes}-${l.percent}`}
            level=${l}
            directions=${directions}
          />`,
        )}
      <div><dt>${t("manager.issued")}</dt><dd>${today.issued}</dd></div>
      <div><dt>${t("manager.finished")}</dt><dd>${today.finished}</dd></div>
      <div><dt>${t("manager.absent")}</dt><dd>${today.no_show}</dd></div>
      ${
        today.missed > 0 &&
        html`<div data-figure="missed"><dt>${t("manager.missed")}</dt><dd>${today.missed}</dd></div>`
      }
      <div>
        <dt>${t("manager.mean.wait")}</dt>
        <dd>${today.called ? span(today.mean_wait) : "—"}</dd>
      </div>
      <div>
        <dt>${t("manager.mean.visit")}</dt>
        <dd>${today.finished ? span(today.mean_service) : "—"}</dd>
      </div>
    </dl>
  </section>`;
}
