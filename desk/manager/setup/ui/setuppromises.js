// The service levels that each direction promises: how many of its visitors are called
// within how many minutes. Who sets none keeps the usual ones.
import { html, Icon, Button } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { whole } from "../../ui/whole.js";

const clients = ["everyone", "booked"];
const columns = ["direction", "promised", "minutes", "percent", ""];

export function Promises({ d, set, usual, most }) {
  const put = (i, promises) =>
    set({
      directions: d.directions.map((one, n) => {
        const { promises: _, ...rest } = one;
        return n !== i ? one : promises ? { ...rest, promises } : rest;
      }),
    });
  return html`<section class="panel promises">
    <p class="hint">${t("setup.promises.text")}</p>
    <table>
      <thead>
        <tr>${columns.map((c) => html`<th key=${c}>${c && t(`setup.${c}`)}</th>`)}</tr>
      </thead>
      ${d.directions.map(
        (one, i) => html`<${Undertaken}
          key=${one.id || i}
          index=${i}
          one=${one}
          list=${one.promises ?? usual}
          most=${most}
          onChange=${(promises) => put(i, promises)}
        />`,
      )}
    </table>
  </section>`;
}

// Undertaken are the promises of one direction.
function Undertaken({ index, one, list, most, onChange }) {
  const put = (n, part) => onChange(list.map((p, m) => (m === n ? { ...p, ...part } : p)));
  const what = (field) => `${t(`setup.${field}`)}: ${pick(one.name)}`;
  const figure = (p, n, field, name) =>
    html`<td>
      <input
        class="prefix-of"
        name=${name}
        inputmode="numeric"
        maxlength="6"
        aria-label=${what(field)}
        value=${String(p[field])}
        onInput=${(e) => put(n, { [field]: whole(e.target.value) })}
      />
    </td>`;
  return html`<tbody data-promises=${one.id}>
    ${list.map(
      (p, n) => html`<tr key=${n}>
        <th scope="row">${n === 0 && `${one.prefix} · ${pick(one.name)}`}</th>
        <td>
          <select
            name=${`promised-${index}-${n}`}
            aria-label=${what("promised")}
            value=${p.to}
            onChange=${(e) => put(n, { to: e.target.value })}
          >
            ${clients.map((c) => html`<option key=${c} value=${c}>${t(`setup.promised.${c}`)}</option>`)}
          </select>
        </td>
        ${figure(p, n, "minutes", `promise-${index}-${n}`)}
        ${figure(p, n, "percent", `percent-${index}-${n}`)}
        <td class="row-acts">
          ${
            list.length > 1 &&
            html`<button
              type="button"
              class="plain"
              aria-label=${what("promise.remove")}
              onClick=${() => onChange(list.filter((_, m) => m !== n))}
            >
              <${Icon} name="trash-2" />
            </button>`
          }
        </td>
      </tr>`,
    )}
    <tr>
      <td></td>
      <td colspan="4">
        <div class="row">
        ${
          list.length < most &&
          html`<${Button}
            icon="plus"
            onClick=${() => onChange([...list, { to: "everyone", minutes: 0, percent: 80 }])}
          >
            ${t("setup.add-promise")}
          <//>`
        }
        ${
          one.promises &&
          html`<${Button} icon="rotate-ccw" onClick=${() => onChange(null)}>
            ${t("setup.promises.usual")}
          <//>`
        }
        </div>
      </td>
    </tr>
  </tbody>`;
}
