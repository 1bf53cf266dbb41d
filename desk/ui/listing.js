// Where on the waiting lists an application goes: the kind of list, and by which
// of the manager's privileges.
import { html, useEffect, useState } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call } from "shared/api.js";

export function Listing({ service, value, onChange }) {
  const [rules, setRules] = useState(null);
  useEffect(
    () =>
      void call("GET", "/api/desk/lists").then(
        (l) => setRules(l.rules),
        () => {},
      ),
    [],
  );
  if (!rules) return null;
  const kinds = rules.kinds.filter((k) => k.service === service.id);
  const set = (field) => (e) => onChange({ ...value, [field]: e.target.value || undefined });
  return html`<div class="fields two">
    ${
      kinds.length > 0 &&
      html`<label>
        ${t("desk.list.kind")}
        <select name="list-kind" required value=${value.kind ?? ""} onChange=${set("kind")}>
          <option value="">${t("desk.list.choose")}</option>
          ${kinds.map((k) => html`<option key=${k.id} value=${k.id}>${pick(k.name)}</option>`)}
        </select>
      </label>`
    }
    <label>
      ${t("desk.list.privilege")}
      <select name="list-privilege" value=${value.privilege ?? ""} onChange=${set("privilege")}>
        <option value="">${t("desk.list.ordinary")}</option>
        ${rules.privileges.map(
          (p) => html`<option key=${p.id} value=${p.id}>${pick(p.name)}</option>`,
        )}
      </select>
    </label>
  </div>`;
}
