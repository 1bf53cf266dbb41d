// The staff: who has a login, in which role; new ones, new passwords, closing.
import { html, useState, useEffect, Icon, Button, Dialog, toast } from "shared/ui.js";
import { t } from "shared/text.js";
import { call, post } from "shared/api.js";
import { shown } from "./dates.js";

const roles = ["agent", "manager", "operator", "volunteer"];

export function People({ me }) {
  const [list, setList] = useState(null);
  const [dialog, setDialog] = useState(null); // {what, person}
  const load = () => call("GET", "/api/manager/staff").then((got) => setList(got.staff)).catch((problem) => toast(problem.text, "bad"));
  useEffect(() => void load(), []);
  if (!list) return html`<p class="wait" role="status">${t("manager.loading")}</p>`;
  const done = (text) => () => {
    toast(text, "good");
    setDialog(null);
    load();
  };
  return html`<main class="people">
    <div class="acts"><h1>${t("people.title")}</h1><${Button} kind="primary" icon="user-plus" data-act="add" onClick=${() => setDialog({ what: "add" })}>${t("people.add")}<//></div>
    <section class="panel"><table>
      <thead><tr>${["name", "login", "role", "state", "changed", ""].map((k) => html`<th key=${k}>${k && t(`people.${k}`)}</th>`)}</tr></thead>
      <tbody>${list.map((p) => html`<tr key=${p.login} data-login=${p.login} class=${p.active ? "" : "empty"}>
        <th scope="row">${p.name}</th><td>${p.login}</td><td>${t(`people.role.${p.role}`)}</td>
        <td><span class=${`state ${p.active ? "good" : ""}`}><${Icon} name=${p.active ? "circle-check" : "ban"} /> ${t(p.active ? "people.active" : "people.closed")}</span></td>
        <td>${shown(p.changed_at)}</td>
        <td class="row-acts"><${Button} icon="pencil" onClick=${() => setDialog({ what: "edit", person: p })}>${t("people.edit")}<//>
          <${Button} icon="key-round" data-act="password" onClick=${() => setDialog({ what: "password", person: p })}>${t("people.password")}<//>
          ${p.login !== me && html`<${Button} kind=${p.active ? "danger" : ""} icon=${p.active ? "user-x" : "user-check"} data-act="active" onClick=${() => setDialog({ what: p.active ? "close" : "open", person: p })}>${t(p.active ? "people.close" : "people.open")}<//>`}</td></tr>`)}</tbody>
    </table></section>
    ${dialog && html`<${PersonDialog} key=${dialog.what} ...${dialog} onClose=${() => setDialog(null)} onDone=${done(t("people.saved"))} />`}
  </main>`;
}

// PersonDialog asks for what the change needs; closing and opening need no more
// than a yes.
function PersonDialog({ what, person, onClose, onDone }) {
  const [f, setF] = useState({ login: "", name: person?.name ?? "", role: person?.role ?? "agent", password: "" });
  const [trouble, setTrouble] = useState("");
  const field = (name, more = {}) => html`<label>${t(`people.${name}`)}<input name=${name} value=${f[name]} required maxlength="128" autocomplete="off" onInput=${(e) => setF({ ...f, [name]: e.target.value })} ...${more} /></label>`;
  const send = {
    add: () => post("/api/manager/staff", f),
    edit: () => post(`/api/manager/staff/${person.login}`, { name: f.name, role: f.role }),
    password: () => post(`/api/manager/staff/${person.login}`, { password: f.password }),
    close: () => post(`/api/manager/staff/${person.login}`, { active: false }),
    open: () => post(`/api/manager/staff/${person.login}`, { active: true }),
  }[what];
  const submit = async (e) => {
    e.preventDefault();
    setTrouble("");
    await send().then(onDone, (problem) => setTrouble(problem.text));
  };
  const has = (...names) => names.includes(what);
  return html`<${Dialog} title=${t(`people.${what}.title`, { name: person?.name ?? "" })} onClose=${onClose}>
    <form class="confirm" onSubmit=${submit}>
      ${has("add", "edit") && field("name", { maxlength: 80 })}
      ${what === "add" && field("login", { maxlength: 32, autocapitalize: "none", spellcheck: false })}
      ${has("add", "edit") && html`<div class="choices" role="radiogroup" aria-label=${t("people.role")}>${roles.map((r) => html`<label key=${r} class="choice"><input type="radio" name="role" checked=${f.role === r} onChange=${() => setF({ ...f, role: r })} /> <span>${t(`people.role.${r}`)}</span></label>`)}</div>`}
      ${has("add", "password") && field("password", { type: "password", minlength: 8, autocomplete: "new-password" })}
      <p class="hint">${t(`people.${what}.text`)}</p>
      ${trouble && html`<p class="trouble" role="alert"><${Icon} name="triangle-alert" /> ${trouble}</p>`}
      <button class="primary">${t(`people.${what}.go`)}</button>
    </form>
  <//>`;
}
