// The three tables of the centre's configuration.
import { html, Icon, Button } from "shared/ui.js";
import { t, pick, boot, noText } from "shared/text.js";
import { Chips } from "../../ui/fields.js";
import { whole } from "../../ui/whole.js";

const replace = (list, i, part) => list.map((one, n) => (n === i ? { ...one, ...part } : one));
const without = (list, i) => list.filter((_, n) => n !== i);
const moved = (list, i) =>
  i === 0 ? list : [...list.slice(0, i - 1), list[i], list[i - 1], ...list.slice(i + 1)];

// idFrom makes an identifier of an English name: "Labour relations" → "labour-relations".
const idFrom = (text) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40);

function Names({ name, value, onChange }) {
  return boot.languages.map(
    (l) =>
      html`<td key=${l}>
        <input
          name=${`${name}-${l}`}
          lang=${l}
          aria-label=${`${t("setup.name")} ${l.toUpperCase()}`}
          maxlength="100"
          required
          value=${value[l]}
          onInput=${(e) => onChange({ ...value, [l]: e.target.value })}
        />
      </td>`,
  );
}

function Order({ onUp, onRemove, first, what }) {
  return html`<td class="row-acts">
    <button
      type="button"
      class="plain"
      disabled=${first}
      aria-label=${`${t("setup.up")}: ${what}`}
      onClick=${onUp}
    >
      <${Icon} name="arrow-up" />
    </button>
    ${
      onRemove &&
      html`<button
        type="button"
        class="plain"
        aria-label=${`${t("regime.remove")}: ${what}`}
        onClick=${onRemove}
      >
        <${Icon} name="trash-2" />
      </button>`
    }
  </td>`;
}

const heads = (...keys) =>
  html`<thead><tr>${keys.map((k) => html`<th key=${k}>${k && t(`setup.${k}`)}</th>`)}</tr></thead>`;
const offered = (off, onChange, name) =>
  html`<td>
    <label class="tickline">
      <input
        type="checkbox"
        name=${name}
        checked=${!off}
        onChange=${(e) => onChange(!e.target.checked)}
      /> ${t(off ? "setup.off" : "setup.on")}
    </label>
  </td>`;

export function Directions({ d, set, known }) {
  const list = d.directions;
  const old = (one) => known.some((k) => k.id === one.id);
  const put = (i, part) => {
    const next = replace(list, i, part);
    // A new direction takes its identifier from its English name; for ever, once saved.
    if (part.name && !old(list[i])) next[i].id = idFrom(part.name.en);
    set({ directions: next });
  };
  return html`<section class="panel">
    <p class="hint">${t("setup.directions.text")}</p>
    <table>
      ${heads("prefix", "name.az", "name.ru", "name.en", "offered", "")}
      <tbody>
        ${list.map(
          (one, i) => html`<tr key=${i} data-row=${one.id}>
            <td>
              <input
                class="prefix-of"
                name=${`prefix-${i}`}
                aria-label=${t("setup.prefix")}
                maxlength="2"
                value=${one.prefix}
                onInput=${(e) => put(i, { prefix: e.target.value.toUpperCase() })}
              />
            </td>
            <${Names}
              name=${`direction-${i}`}
              value=${one.name}
              onChange=${(name) => put(i, { name })}
            />
            ${offered(one.off, (off) => put(i, { off }), `offered-${i}`)}
            <${Order}
              first=${i === 0}
              what=${pick(one.name)}
              onUp=${() => set({ directions: moved(list, i) })}
              onRemove=${!old(one) && (() => set({ directions: without(list, i) }))}
            />
          </tr>`,
        )}
      </tbody>
    </table>
    <${Button}
      icon="plus"
      onClick=${() => set({ directions: [...list, { id: "", prefix: "", name: noText() }] })}
    >
      ${t("setup.add-direction")}
    <//>
  </section>`;
}

const sides = ["", "left", "ahead", "right"];

export function Desks({ d, set }) {
  const list = d.desks;
  const put = (i, part) => set({ desks: replace(list, i, part) });
  const options = d.directions
    .filter((one) => !one.off && one.id)
    .map((one) => ({ id: one.id, label: `${one.prefix} · ${pick(one.name)}` }));
  const next = () =>
    String(Math.max(0, ...list.map((one) => Number.parseInt(one.id, 10) || 0)) + 1);
  return html`<section class="panel">
    <p class="hint">${t("setup.desks.text")}</p>
    <table>
      ${heads("desk", "side", "serves", "offered", "")}
      <tbody>
        ${list.map(
          (one, i) => html`<tr key=${i}>
            <td>
              <input
                class="prefix-of"
                name=${`desk-${i}`}
                aria-label=${t("setup.desk")}
                maxlength="8"
                value=${one.id}
                onInput=${(e) => put(i, { id: e.target.value.trim() })}
              />
            </td>
            <td>
              <select
                name=${`side-${i}`}
                aria-label=${t("setup.side")}
                value=${one.side}
                onChange=${(e) => put(i, { side: e.target.value })}
              >
                ${sides.map(
                  (side) => html`<option key=${side} value=${side}>
                    ${t(`setup.side.${side || "none"}`)}
                  </option>`,
                )}
              </select>
            </td>
            <td>
              <${Chips}
                label=${t("setup.serves")}
                options=${options}
                value=${one.directions}
                onChange=${(directions) => put(i, { directions })}
              />
            </td>
            ${offered(one.off, (off) => put(i, { off }), `desk-offered-${i}`)}
            <${Order}
              first=${i === 0}
              what=${one.id}
              onUp=${() => set({ desks: moved(list, i) })}
              onRemove=${() => set({ desks: without(list, i) })}
            />
          </tr>`,
        )}
      </tbody>
    </table>
    <div class="row">
      <${Button}
        icon="plus"
        onClick=${() => set({ desks: [...list, { id: next(), side: "", directions: [] }] })}
      >
        ${t("setup.add-desk")}
      <//>
      <label class="inline">
        ${t("setup.no-show")} <input
          name="no-show"
          inputmode="numeric"
          maxlength="4"
          value=${String(d.no_show)}
          onInput=${(e) => set({ no_show: whole(e.target.value) })}
        /> ${t("regime.min")}
      </label>
    </div>
  </section>`;
}

// A head start is kept in seconds and shown in minutes; what is no whole number, as typed.
const minutesOf = (kept) => String(Number.isInteger(kept) ? Math.round(kept / 60) : kept);
const secondsOf = (typed) => {
  const read = whole(typed);
  return Number.isInteger(read) ? read * 60 : read;
};

export function Groups({ d, set, known }) {
  const list = d.groups;
  const old = (one) => known.some((k) => k.id === one.id);
  const put = (i, part) => {
    const next = replace(list, i, part);
    if (part.name && !old(list[i])) next[i].id = idFrom(part.name.en);
    set({ groups: next });
  };
  return html`<section class="panel">
    <p class="hint">${t("setup.groups.text")}</p>
    <table>
      ${heads("head-start", "name.az", "name.ru", "name.en", "")}
      <tbody>
        ${list.map(
          (one, i) => html`<tr key=${i}>
            <td>
              <input
                class="prefix-of"
                name=${`head-start-${i}`}
                aria-label=${t("setup.head-start")}
                inputmode="numeric"
                maxlength="3"
                value=${minutesOf(one.head_start)}
                onInput=${(e) => put(i, { head_start: secondsOf(e.target.value) })}
              />
            </td>
            <${Names}
              name=${`group-${i}`}
              value=${one.name}
              onChange=${(name) => put(i, { name })}
            />
            <${Order}
              first=${i === 0}
              what=${pick(one.name)}
              onUp=${() => set({ groups: moved(list, i) })}
              onRemove=${() => set({ groups: without(list, i) })}
            />
          </tr>`,
        )}
      </tbody>
    </table>
    <${Button}
      icon="plus"
      onClick=${() => set({ groups: [...list, { id: "", name: noText(), head_start: 900 }] })}
    >
      ${t("setup.add-group")}
    <//>
  </section>`;
}
