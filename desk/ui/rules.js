// The manager's rules of the waiting lists: privileges with their ranks, and
// within how many working days an offer is answered.
import { html, useState, Icon, Button, toast } from "shared/ui.js";
import { t, noText } from "shared/text.js";
import { post, newKey } from "shared/api.js";
import { say } from "./moves.js";

const fresh = (rules) => ({
  id: `p-${rules.privileges.length + 1}-${newKey().slice(0, 8)}`,
  name: noText(),
  rank: rules.privileges.length + 1,
});

export function Rules({ rules: now, onDone }) {
  const [rules, set] = useState(now);
  const [password, setPassword] = useState("");
  const change = (i, part) =>
    set({
      ...rules,
      privileges: rules.privileges.map((p, k) => (k === i ? { ...p, ...part } : p)),
    });
  const save = async (e) => {
    e.preventDefault();
    try {
      await post("/api/desk/lists/rules", { rules, password });
      toast(t("registry.rules.saved"), "good");
      onDone(true);
    } catch (problem) {
      setPassword("");
      say(problem);
    }
  };
  return html`<form class="part rules" onSubmit=${save}>
    <h2>${t("registry.rules")}</h2>
    <p class="none">${t("registry.rules.how")}</p>
    <table>
      <thead>
        <tr><th>${t("registry.rules.rank")}</th><th>AZ</th><th>RU</th><th>EN</th><th></th></tr>
      </thead>
      <tbody>
        ${rules.privileges.map(
          (p, i) => html`<tr key=${p.id}>
            <td>
              <input
                type="number"
                min="1"
                max="99"
                required
                aria-label=${t("registry.rules.rank")}
                value=${p.rank}
                onInput=${(e) => change(i, { rank: Number(e.target.value) })}
              />
            </td>
            ${["az", "ru", "en"].map(
              (l) => html`<td key=${l}>
                <input
                  required=${l === "az"}
                  maxlength="120"
                  lang=${l}
                  aria-label=${`${t("registry.privilege")} ${l}`}
                  value=${p.name[l]}
                  onInput=${(e) => change(i, { name: { ...p.name, [l]: e.target.value } })}
                />
              </td>`,
            )}
            <td>
              <${Button}
                icon="trash-2"
                onClick=${() =>
                  set({ ...rules, privileges: rules.privileges.filter((_, k) => k !== i) })}
              >
                <span class="unseen">${t("registry.rules.remove")}</span>
              <//>
            </td>
          </tr>`,
        )}
      </tbody>
    </table>
    <div class="list-bar">
      <${Button}
        icon="plus"
        onClick=${() => set({ ...rules, privileges: [...rules.privileges, fresh(rules)] })}
      >
        ${t("registry.rules.add")}
      <//>
      <label>
        ${t("registry.rules.days")} <input
          type="number"
          name="days"
          min="1"
          max="60"
          required
          value=${rules.answer_days}
          onInput=${(e) => set({ ...rules, answer_days: Number(e.target.value) })}
        />
      </label>
      <span class="grow"></span>
      <label>
        ${t("registry.rules.password")} <input
          type="password"
          name="password"
          autocomplete="current-password"
          required
          maxlength="128"
          value=${password}
          onInput=${(e) => setPassword(e.target.value)}
        />
      </label>
      <${Button} onClick=${() => onDone(false)}>${t("common.close")}<//>
      <button class="primary"><${Icon} name="check" /> ${t("registry.rules.save")}</button>
    </div>
  </form>`;
}
