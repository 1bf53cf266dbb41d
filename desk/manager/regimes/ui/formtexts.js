// What visitors are told while a regime holds, and what they can do instead.
import { html, Icon, Button } from "shared/ui.js";
import { t, pick, boot, noText } from "shared/text.js";
import { Chips, Text3, FaultAt } from "../../ui/fields.js";
import { directionOptions } from "./formscope.js";

const maxNotice = 500;

export function Notices({ value, onChange, fault }) {
  const set = (i, part) => onChange(value.map((n, at) => (at === i ? { ...n, ...part } : n)));
  return html`<section class="field">
    <h2>${t("regime.line.notices")}</h2>
    ${value.map(
      (n, i) => html`<div class="notice-of" key=${i}>
        <${Text3}
          shown
          long
          label=${t("regime.notice", { n: i + 1 })}
          name=${`notice-${i}`}
          max=${maxNotice}
          value=${n.text}
          onChange=${(text) => set(i, { text })}
        />
        <div class="row">
          <small>${t(n.directions.length ? "regime.for-some" : "regime.for-all")}</small>
          <${Chips}
            label=${t("regime.line.scope")}
            options=${directionOptions()}
            value=${n.directions}
            onChange=${(directions) => set(i, { directions })}
          />
          <button
            type="button"
            class="plain"
            onClick=${() => onChange(value.filter((_, at) => at !== i))}
          >
            <${Icon} name="trash-2" /> ${t("regime.remove")}
          </button>
        </div>
      </div>`,
    )}
    <${FaultAt} fault=${fault} at=${["texts", "notices"]} />
    <${Button}
      icon="plus"
      class="add-notice"
      onClick=${() => onChange([...value, { text: noText(), directions: [] }])}
    >
      ${t("regime.add-notice")}
    <//>
  </section>`;
}

const everywhere = (key) => Object.fromEntries(boot.languages.map((l) => [l, boot.texts[l][key]]));
const phone = { kind: "phone", value: "142", key: "regime.other.phone" };
const social = { kind: "portal", value: "https://e-sosial.az", key: "regime.other.e-sosial" };
const gov = { kind: "portal", value: "https://www.e-gov.az", key: "regime.other.e-gov" };
const pickup = { kind: "pick-up", value: "142", key: "regime.other.pick-up" };
const known = [phone, social, gov, pickup];

// Alternatives: the four ways that every centre has, an e-mail for each
// direction, and whatever else came with a template.
export function Alternatives({ value, onChange }) {
  const is = (way) => (a) => a.kind === way.kind && a.value === way.value && !a.directions.length;
  const toggle = (way) =>
    onChange(
      value.some(is(way))
        ? value.filter((a) => !is(way)(a))
        : [
            ...value,
            { kind: way.kind, value: way.value, text: everywhere(way.key), directions: [] },
          ],
    );
  const mailOf = (d) => (a) =>
    a.kind === "email" && a.directions.length === 1 && a.directions[0] === d;
  const mail = (d, address) => {
    const rest = value.filter((a) => !mailOf(d.id)(a));
    onChange(
      address
        ? [
            ...rest,
            {
              kind: "email",
              value: address,
              text: everywhere("regime.other.email"),
              directions: [d.id],
            },
          ]
        : rest,
    );
  };
  const directions = directionOptions();
  const others = value.filter(
    (a) => !known.some((way) => is(way)(a)) && !directions.some((d) => mailOf(d.id)(a)),
  );
  return html`<section class="field">
    <h2>${t("regime.line.alternatives")}</h2>
    <${Chips}
      label=${t("regime.line.alternatives")}
      value=${known.filter((way) => value.some(is(way))).map((way) => way.key)}
      options=${known.map((way) => ({ id: way.key, label: t(way.key) }))}
      onChange=${(keys) =>
        toggle(known.find((way) => keys.includes(way.key) !== value.some(is(way))))}
    />
    <div class="mails">
      ${directions.map(
        (d) => html`<label key=${d.id}>
          ${t("regime.mail-of", { direction: d.label })}
          <input
            type="email"
            name=${`mail-${d.id}`}
            maxlength="100"
            autocomplete="off"
            value=${value.find(mailOf(d.id))?.value ?? ""}
            onInput=${(e) => mail(d, e.target.value.trim())}
          />
        </label>`,
      )}
    </div>
    ${others.map(
      (a) => html`<p class="row" key=${a.kind + a.value}>
        <span>${pick(a.text)}: ${a.value}</span>
        <button
          type="button"
          class="plain"
          onClick=${() => onChange(value.filter((other) => other !== a))}
        >
          <${Icon} name="trash-2" /> ${t("regime.remove")}
        </button>
      </p>`,
    )}
  </section>`;
}
