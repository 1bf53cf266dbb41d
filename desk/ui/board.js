// The deadlines board: late, due today, due on the next working day; mine first,
// the whole centre's on request, and how much each agent has.
import { html, useEffect, useState, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call } from "shared/api.js";
import { say } from "./moves.js";
import { day } from "./dates.js";
import { More, usePages } from "./more.js";

const columns = [
  ["late", "late", "triangle-alert"],
  ["due_today", "today", "alarm-clock"],
  ["tomorrow", "tomorrow", "calendar-days"],
];

export function Board({ who, turn, open, onOpen }) {
  const [agent, setAgent] = useState(who.role === "manager" ? "" : who.login);
  const [board, setBoard] = useState(null);
  const [tick, setTick] = useState(0);
  const now = `${turn}.${tick}`;
  useEffect(() => {
    const again = setInterval(() => setTick((n) => n + 1), 30_000);
    return () => clearInterval(again);
  }, []);
  useEffect(() => {
    let current = true;
    call("GET", "/api/desk/deadlines?column=none").then((b) => current && setBoard(b), say);
    return () => void (current = false);
  }, [now]);
  if (!board) return null;
  const mine =
    who.role === "agent" && !board.agents.some((a) => a.agent === who.login)
      ? [{ agent: who.login, name: who.name || who.login, late: 0, today: 0, tomorrow: 0 }]
      : [];
  const agents = [...mine, ...board.agents];
  const sum = (list, of) => list.reduce((n, a) => n + of(a), 0);
  const theirs = board.agents.filter((a) => !agent || a.agent === agent);
  return html`
    <div class="whose" role="radiogroup" aria-label=${t("registry.whose")}>
      <${Whose}
        value=""
        label=${t("registry.centre")}
        count=${sum(board.agents, all)}
        agent=${agent}
        onChange=${setAgent}
      />
      ${agents.map(
        (a) => html`<${Whose}
          key=${a.agent}
          value=${a.agent}
          label=${a.name}
          count=${all(a)}
          late=${a.late}
          agent=${agent}
          onChange=${setAgent}
        />`,
      )}
    </div>
    <div class="columns">
      ${columns.map(
        ([field, name, icon]) => html`<${Column}
          key=${name}
          field=${field}
          name=${name}
          icon=${icon}
          agent=${agent}
          turn=${now}
          open=${open}
          onOpen=${onOpen}
          until=${name === "tomorrow" && board.next_day}
          total=${sum(theirs, (a) => a[name])}
        />`,
      )}
    </div>
  `;
}

const all = (a) => a.late + a.today + a.tomorrow;

function Column({ field, name, icon, agent, turn, until, total, open, onOpen }) {
  const { page, busy, more } = usePages(
    async (after) => {
      const asked = new URLSearchParams({ agent, column: field, after });
      const got = await call("GET", `/api/desk/deadlines?${asked}`);
      return { rows: got[field], next: got.next };
    },
    agent,
    turn,
  );
  if (!page) return null;
  return html`<section class=${`column ${name}`}>
    <h2><${Icon} name=${icon} /> ${t(`registry.${name}`)} <span class="count">${total}</span></h2>
    ${until && html`<p class="none">${t("registry.until", { date: day(until) })}</p>`}
    <ul>
      ${page.rows.map(
        (d) => html`<li key=${d.id}>
          <button
            type="button"
            class=${`card ${d.id === open ? "open" : ""}`}
            data-application=${d.id}
            onClick=${() => onOpen(d.id)}
          >
            <b>${d.number}</b>
            <span>${pick(d.title)}</span>
            <small>${t(`registry.awaits.${d.awaits}`)} · ${day(d.by)} · ${d.agent_name}</small>
          </button>
        </li>`,
      )}
    </ul>
    ${
      page.rows.length === 0
        ? html`<p class="none">${t("registry.nothing")}</p>`
        : page.next &&
          html`<${More}
            own
            shown=${page.rows.length}
            total=${total}
            next=${page.next}
            busy=${busy}
            onMore=${more}
          />`
    }
  </section>`;
}

function Whose({ value, label, count, late, agent, onChange }) {
  return html`<label class=${value === agent ? "on" : ""}>
    <input type="radio" name="whose" checked=${value === agent} onChange=${() => onChange(value)} />
    ${label} <span class=${`count ${late ? "late" : ""}`}>${count}</span>
  </label>`;
}
