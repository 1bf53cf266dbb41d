// The table that gives each of the 11 classifications its direction.
import { html, useState, Icon, Button, Dialog, toast } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { post } from "shared/api.js";
import { Confirm } from "../../ui/confirm.js";

const tableOf = (classes) => Object.fromEntries(classes.map((c) => [c.code, c.direction]));

export function Table({ list, onStored }) {
  const [table, setTable] = useState(() => tableOf(list.classes));
  const [saving, setSaving] = useState(false);
  const changed = list.classes.filter((c) => table[c.code] !== c.direction);
  const named = (id) => pick(list.directions.find((d) => d.id === id)?.name) || id;
  const stored = (got) => {
    setSaving(false);
    setTable(tableOf(got.classes));
    toast(t("passports.table.saved"), "good");
    onStored(got);
  };
  return html`<section class="panel classes">
    <p class="hint">${t("passports.table.text")}</p>
    <table>
      <thead>
        <tr>
          <th>${t("passports.table.class")}</th>
          <th class="n">${t("passports.table.count")}</th>
          <th>${t("passports.direction")}</th>
        </tr>
      </thead>
      <tbody>
        ${list.classes.map(
          (c) => html`<tr
            key=${c.code}
            data-class=${c.code}
            class=${table[c.code] !== c.direction ? "changed" : ""}
          >
            <th scope="row">${pick(c.name)}</th>
            <td class="n">${c.services}</td>
            <td>
              <select
                name=${c.code}
                aria-label=${pick(c.name)}
                value=${table[c.code]}
                onChange=${(e) => setTable({ ...table, [c.code]: e.target.value })}
              >
                ${
                  !list.directions.some((d) => d.id === table[c.code]) &&
                  html`<option value=${table[c.code]}>
                    ${table[c.code]} — ${t("passports.table.gone")}
                  </option>`
                }
                ${list.directions.map(
                  (d) => html`<option key=${d.id} value=${d.id}>
                    ${pick(d.name)}
                    ${d.off ? ` (${t("passports.off")})` : ""}
                  </option>`,
                )}
              </select>
            </td>
          </tr>`,
        )}
      </tbody>
    </table>
    <footer class="save-bar">
      <span role="status">${changed.length ? t("setup.unsaved") : t("setup.same")}</span>
      <${Button} disabled=${!changed.length} onClick=${() => setTable(tableOf(list.classes))}>
        ${t("setup.forget")}
      <//>
      <button
        class="primary"
        name="save-table"
        disabled=${!changed.length}
        onClick=${() => setSaving(true)}
      >
        ${t("passports.table.save")}
      </button>
    </footer>
    ${
      saving &&
      html`<${Dialog} title=${t("passports.table.save")} onClose=${() => setSaving(false)}>
        <${Confirm}
          send=${(password) =>
            post("/api/manager/passports/directions", { password, rev: list.rev, table })}
          done=${stored}
          label=${t("passports.table.save")}
        >
          <ul class="changes">
            ${changed.map(
              (c) => html`<li key=${c.code}>
                <b>${pick(c.name)}</b> <s>${named(c.direction)}</s> <${Icon} name="arrow-right" /> ${named(
                  table[c.code],
                )}
              </li>`,
            )}
          </ul>
        <//>
      <//>`
    }
  </section>`;
}
