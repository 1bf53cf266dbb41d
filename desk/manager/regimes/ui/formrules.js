// The rules of a regime as plain sentences with switches.
import { html, useState } from "shared/ui.js";
import { t } from "shared/text.js";
import { Chips, NumberField, Spans, Switch, FaultAt } from "../../ui/fields.js";
import { Services, groupOptions } from "./formscope.js";
import { people } from "./draft.js";
import { setup } from "../../ui/store.js";

const channels = ["walk-in", "appointment", "pick-up"];
const crowd = {
  fixed: "",
  share: "",
  seats: "",
  area: "",
  per_person: "",
  per_desk: "",
  companions_counted: true,
};

export function Rules({ rules, set, fault, desks }) {
  const at = (...fields) => html`<${FaultAt} fault=${fault} at=${fields} />`;
  // A rule that lists things is on before anything is ticked.
  const [listing, setListing] = useState({
    services: Boolean(rules.only_services),
    groups: Boolean(rules.only_groups),
  });
  const list = (part) => setListing({ ...listing, ...part });
  return html`<section class="field rules">
    <h2>${t("regime.line.rules")}</h2>
    <${Switch}
      name="closed"
      label=${t("regime.rule.closed.long")}
      on=${rules.closed}
      onChange=${(closed) => set({ closed })}
    >
      <p class="hint">${t("regime.rule.closed.hint")}</p>
    <//>
    <${Switch}
      name="hours"
      label=${t("regime.rule.hours.long")}
      on=${Boolean(rules.hours)}
      onChange=${(on) => set({ hours: on ? [{ from: "09:00", to: "13:00" }] : undefined })}
    >
      <${Spans}
        name="hours"
        field="hours"
        fault=${fault}
        value=${rules.hours ?? []}
        onChange=${(hours) => set({ hours })}
      />
    <//>
    <${Switch}
      name="channels"
      label=${t("regime.rule.channels.long")}
      on=${Boolean(rules.channels)}
      onChange=${(on) => set({ channels: on ? ["appointment"] : undefined })}
    >
      <${Chips}
        label=${t("regime.rule.channels.long")}
        options=${channels.map((id) => ({ id, label: t(`regime.channel.${id}`) }))}
        value=${rules.channels ?? []}
        onChange=${(chosen) => set({ channels: chosen })}
      />
      ${at("channels")}
    <//>
    <${Switch}
      name="only-services"
      label=${t("regime.rule.services.long")}
      on=${listing.services}
      onChange=${(on) => (list({ services: on }), set({ only_services: on ? [] : undefined }))}
    >
      <${Services}
        name="only-service"
        value=${rules.only_services ?? []}
        onChange=${(only_services) => set({ only_services })}
      />
      ${at("only_services")}
    <//>
    <${Switch}
      name="only-groups"
      label=${t("regime.rule.groups.long")}
      on=${listing.groups}
      onChange=${(on) => (list({ groups: on }), set({ only_groups: on ? [] : undefined }))}
    >
      <${Chips}
        label=${t("regime.rule.groups.long")}
        options=${groupOptions()}
        value=${rules.only_groups ?? []}
        onChange=${(only_groups) => set({ only_groups })}
      />
      ${at("only_groups")}
    <//>
    <${Switch}
      name="capacity"
      label=${t("regime.rule.capacity.long")}
      on=${Boolean(rules.capacity)}
      onChange=${(on) => set({ capacity: on ? { ...crowd } : undefined })}
    >
      <${Crowd}
        k=${rules.capacity ?? crowd}
        set=${(part) => set({ capacity: { ...rules.capacity, ...part } })}
        desks=${desks}
      />
      ${at("capacity", "fixed", "share", "seats", "area", "per_person", "per_desk")}
    <//>
    <${Switch}
      name="per-hour"
      label=${t("regime.rule.per-hour.long")}
      on=${rules.per_hour !== undefined}
      onChange=${(on) => set({ per_hour: on ? "10" : undefined })}
    >
      <${NumberField}
        name="tickets-per-hour"
        label=${t("regime.tickets")}
        value=${rules.per_hour}
        onInput=${(per_hour) => set({ per_hour })}
      />
      ${at("tickets_per_hour")}
    <//>
    <${Switch}
      name="per-day"
      label=${t("regime.rule.per-day.long")}
      on=${rules.per_day !== undefined}
      onChange=${(on) => set({ per_day: on ? "80" : undefined })}
    >
      <${NumberField}
        name="tickets-per-day"
        label=${t("regime.tickets")}
        value=${rules.per_day}
        onInput=${(per_day) => set({ per_day })}
      />
      ${at("tickets_per_day")}
    <//>
    <${Switch}
      name="slots"
      label=${t("regime.rule.slots.long")}
      on=${Boolean(rules.slots)}
      onChange=${(on) =>
        set({
          slots: on
            ? { minutes: "15", early: "30", late: "10", per_slot: "", late_cancelled: true }
            : undefined,
        })}
    >
      <${Slots} s=${rules.slots} set=${(part) => set({ slots: { ...rules.slots, ...part } })} />
      ${at("minutes", "early", "late", "per_slot")}
    <//>
    <${Switch}
      name="forecast"
      label=${t("regime.rule.forecast.long")}
      on=${rules.forecast}
      onChange=${(forecast) => set({ forecast })}
    />
    ${at("rules")}
  </section>`;
}

function Crowd({ k, set, desks }) {
  // In the evening no desk is at work: then the figure is for all of them.
  const reckoned = desks || setup.value.desks.filter((d) => !d.off).length;
  const n = people(k, reckoned);
  const said = () =>
    t(/^[1-9]/.test(k.per_desk) ? "regime.capacity.by" : "regime.capacity.be", {
      n,
      desks: reckoned,
      now: desks,
    });
  const way = (label, ...fields) =>
    html`<p class="way">
      <span>${label}</span>
      ${fields.map(
        ([field, unit]) => html`<${NumberField}
          key=${field}
          name=${field}
          label=${t(`regime.capacity.${field}`)}
          unit=${unit}
          value=${k[field]}
          onInput=${(v) => set({ [field]: v })}
        />`,
      )}
    </p>`;
  return html`
    ${way(t("regime.capacity.by-number"), ["fixed"])}
    ${way(t("regime.capacity.by-seats"), ["share", "%"], ["seats"])}
    ${way(t("regime.capacity.by-area"), ["area", "m²"], ["per_person", "m²"])}
    ${way(t("regime.capacity.by-desks"), ["per_desk"])}
    <label class="tickline">
      <input
        type="checkbox"
        name="companions"
        checked=${k.companions_counted}
        onChange=${(e) => set({ companions_counted: e.target.checked })}
      /> ${t("regime.capacity.companions")}
    </label>
    <p class="figure" role="status">${n === null ? t("regime.capacity.none") : said()}</p>
    <p class="hint">${t("regime.capacity.least")}</p>
  `;
}

function Slots({ s, set }) {
  const field = (name, unit) =>
    html`<${NumberField}
      name=${`slot-${name}`}
      label=${t(`regime.slots.${name}`)}
      unit=${unit}
      value=${s[name]}
      onInput=${(v) => set({ [name]: v })}
    />`;
  return html`
    <p class="way">
      ${field("minutes", t("regime.min"))}
      ${field("early", t("regime.min"))}
      ${field("late", t("regime.min"))}
      ${field("per_slot")}
    </p>
    <label class="tickline">
      <input
        type="checkbox"
        name="late-cancelled"
        checked=${s.late_cancelled}
        onChange=${(e) => set({ late_cancelled: e.target.checked })}
      /> ${t("regime.slots.cancelled")}
    </label>
  `;
}
