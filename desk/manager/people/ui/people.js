// The staff: who has a login, in which role; new ones, new passwords, closing.
import { html, useState, useEffect, Icon, Button, Dialog, toast } from "shared/ui.js";
import { t, boot } from "shared/text.js";
import { call, post } from "shared/api.js";
import { Tabs } from "../../ui/tabs.js";
import { Confirm } from "../../ui/confirm.js";
import { MySignIn } from "./factor.js";
import { shown } from "../../ui/dates.js";

const { roles } = boot.data;
const tabs = ["staff", "mine"];

export function People({ me }) {
  const [tab, setTab] = useState(tabs[0]);
  return html`<main class="people">
    <div class="acts">
      <h1>${t("people.title")}</h1>
      <${Tabs} ids=${tabs} open=${tab} words=${(id) => t(`people.tab.${id}`)} onTab=${setTab} />
    </div>
    ${tab === "mine" ? html`<${MySignIn} me=${me} />` : html`<${Staff} me=${me.login} />`}
  </main>`;
}

function Staff({ me }) {
  const [list, setList] = useState(null);
  const [dialog, setDialog] = useState(null); // {what, person}
  const load = () =>
    call("GET", "/api/manager/staff")
      .then((got) => setList(got.staff))
      .catch((problem) => toast(problem.text, "bad"));
  useEffect(() => void load(), []);
  if (!list) return html`<p class="wait" role="status">${t("manager.loading")}</p>`;
  const done = (text) => () => {
    toast(text, "good");
    setDialog(null);
    load();
  };
  return html`<section class="panel">
    <div class="acts">
      <${Button}
        kind="primary"
        icon="user-plus"
        data-act="add"
        onClick=${() => setDialog({ what: "add" })}
      >
        ${t("people.add")}
      <//>
    </div>
    <table>
      <thead>
        <tr>
          ${["name", "login", "role", "state", "changed", ""].map(
            (k) => html`<th key=${k}>${k && t(`people.${k}`)}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${list.map(
          (p) => html`<tr key=${p.login} data-login=${p.login} class=${p.active ? "" : "empty"}>
            <th scope="row">${p.name}</th>
            <td>${p.login}</td>
            <td>
              ${t(`people.role.${p.role}`)}
              ${
                p.factor &&
                html`<small class="state good">
                  <${Icon} name="shield-check" /> ${t("people.factor")}
                </small>`
              }
            </td>
            <td>
              <span class=${`state ${p.active ? "good" : ""}`}>
                <${Icon} name=${p.active ? "circle-check" : "ban"} /> ${t(
                  p.active ? "people.active" : "people.closed",
                )}
              </span>
            </td>
            <td>${shown(p.changed_at)}</td>
            <td class="row-acts">
              <${Button} icon="pencil" onClick=${() => setDialog({ what: "edit", person: p })}>
                ${t("people.edit")}
              <//>
              <${Button}
                icon="key-round"
                data-act="password"
                onClick=${() => setDialog({ what: "password", person: p })}
              >
                ${t("people.password")}
              <//>
              ${
                p.factor &&
                p.login !== me &&
                html`<${Button}
                  icon="shield"
                  data-act="reset-factor"
                  onClick=${() => setDialog({ what: "reset-factor", person: p })}
                >
                  ${t("people.reset-factor")}
                <//>`
              }
              ${
                p.login !== me &&
                html`<${Button}
                  kind=${p.active ? "danger" : ""}
                  icon=${p.active ? "user-x" : "user-check"}
                  data-act="active"
                  onClick=${() => setDialog({ what: p.active ? "close" : "open", person: p })}
                >
                  ${t(p.active ? "people.close" : "people.open")}
                <//>`
              }
            </td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${
      dialog &&
      html`<${PersonDialog}
        key=${dialog.what}
        ...${dialog}
        onClose=${() => setDialog(null)}
        onDone=${done(t("people.saved"))}
      />`
    }
  </section>`;
}

// PersonDialog asks for what the change needs, and for the manager's password;
// closing and opening need no more than that.
function PersonDialog({ what, person, onClose, onDone }) {
  const [f, setF] = useState({
    login: "",
    name: person?.name ?? "",
    role: person?.role ?? "agent",
    new_password: "",
  });
  const field = (name, more = {}) =>
    html`<label>
      ${t(`people.${name}`)}
      <input
        name=${name}
        value=${f[name]}
        required
        maxlength="128"
        autocomplete="off"
        onInput=${(e) => setF({ ...f, [name]: e.target.value })}
        ...${more}
      />
    </label>`;
  const has = (...names) => names.includes(what);
  const send = (password) =>
    post(
      {
        add: "/api/manager/staff",
        "reset-factor": `/api/manager/staff/${person?.login}/reset-factor`,
      }[what] ?? `/api/manager/staff/${person.login}`,
      {
        password,
        ...{
          add: f,
          edit: { name: f.name, role: f.role },
          password: { new_password: f.new_password },
          close: { active: false },
          open: { active: true },
        }[what],
      },
    );
  return html`<${Dialog}
    title=${t(`people.${what}.title`, { name: person?.name ?? "" })}
    onClose=${onClose}
  >
    <${Confirm}
      send=${send}
      done=${onDone}
      label=${t(`people.${what}.go`)}
      danger=${has("close", "reset-factor")}
      first=${has("close", "open", "reset-factor")}
    >
      ${has("add", "edit") && field("name", { maxlength: 80 })}
      ${
        what === "add" &&
        field("login", { maxlength: 32, autocapitalize: "none", spellcheck: false })
      }
      ${
        has("add", "edit") &&
        html`<div class="choices pairs" role="radiogroup" aria-label=${t("people.role")}>
          ${roles.map(
            (r) => html`<label key=${r} class="choice">
              <input
                type="radio"
                name="role"
                checked=${f.role === r}
                onChange=${() => setF({ ...f, role: r })}
              /> <span>${t(`people.role.${r}`)}</span>
            </label>`,
          )}
        </div>`
      }
      ${
        has("add", "password") &&
        field("new_password", { type: "password", minlength: 8, autocomplete: "new-password" })
      }
      <p class="hint">${t(`people.${what}.text`)}</p>
    <//>
  <//>`;
}
