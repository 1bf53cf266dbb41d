// The deadlines board: late, due today, due on the next working day; mine first,
// the whole centre's on request, and how much each agent has.
import { html, useEffect, useState, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call } from "shared/api.js";
import { say } from "./moves.js";
import { day } from "./dates.js";

const columns = [["late", "late", "triangle-alert"], ["due_today", "today", "alarm-clock"], ["tomorrow", "tomorrow", "calendar-days"]];

export function Board({ who, turn, open, onOpen }) {
  const [agent, setAgent] = useState(who.role === "manager" ? "" : who.login);
  const [board, setBoard] = useState(null);
  useEffect(() => {
    let current = true;
    const read = () => call("GET", `/api/desk/deadlines?agent=${encodeURIComponent(agent)}`).then((b) => current && setBoard(b), say);
    read();
    const again = setInterval(read, 30_000);
    return () => {
      current = false;
      clearInterval(again);
    };
  }, [agent, turn]);
  if (!board) return null;
  const mine = who.role === "agent" && !board.agents.some((a) => a.agent === who.login) ? [{ agent: who.login, name: who.name || who.login, late: 0, today: 0, tomorrow: 0 }] : [];
  const agents = [...mine, ...board.agents];
  const whole = board.agents.reduce((n, a) => n + a.late + a.today + a.tomorrow, 0);
  return html`<div class="whose" role="radiogroup" aria-label=${t("registry.whose")}>
      <${Whose} value="" label=${t("registry.centre")} count=${whole} agent=${agent} onChange=${setAgent} />
      ${agents.map((a) => html`<${Whose} key=${a.agent} value=${a.agent} label=${a.name} count=${a.late + a.today + a.tomorrow} late=${a.late} agent=${agent} onChange=${setAgent} />`)}
    </div>
    <div class="columns">${columns.map(
      ([field, name, icon]) => html`<section key=${name} class=${`column ${name}`}>
        <h2><${Icon} name=${icon} /> ${t(`registry.${name}`)} <span class="count">${board[field].length}</span></h2>
        ${name === "tomorrow" && html`<p class="none">${t("registry.until", { date: day(board.next_day) })}</p>`}
        <ul>${board[field].map(
          (d) => html`<li key=${d.id}><button type="button" class=${`card ${d.id === open ? "open" : ""}`} data-application=${d.id} onClick=${() => onOpen(d.id)}>
            <b>${d.number}</b><span>${pick(d.title)}</span>
            <small>${t(`registry.awaits.${d.awaits}`)} · ${day(d.by)} · ${d.agent_name}</small></button></li>`,
        )}</ul>
        ${board[field].length === 0 && html`<p class="none">${t("registry.nothing")}</p>`}
      </section>`,
    )}</div>`;
}

function Whose({ value, label, count, late, agent, onChange }) {
  return html`<label class=${value === agent ? "on" : ""}><input type="radio" name="whose" checked=${value === agent} onChange=${() => onChange(value)} />
    ${label} <span class=${`count ${late ? "late" : ""}`}>${count}</span></label>`;
}
