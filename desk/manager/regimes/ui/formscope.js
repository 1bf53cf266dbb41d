// Whom a regime concerns: the whole centre, or some directions, services, groups.
import { html, useState, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { Chips, Switch, FaultAt } from "../../ui/fields.js";
import { setup } from "../../ui/store.js";

export const directionOptions = () =>
  setup.value.directions.filter((d) => !d.off).map((d) => ({ id: d.id, label: pick(d.name) }));
export const groupOptions = () =>
  setup.value.groups.map((g) => ({ id: g.id, label: pick(g.name) }));

export function Scope({ f, set, fault }) {
  const scope = (part) => set({ scope: { ...f.scope, ...part } });
  return html`<section class="field">
    <h2>${t("regime.line.scope")}</h2>
    <p class="hint">${t(f.scope.directions.length ? "regime.scope.some" : "regime.scope.all")}</p>
    <${Chips}
      label=${t("regime.line.scope")}
      options=${directionOptions()}
      value=${f.scope.directions}
      onChange=${(directions) => scope({ directions })}
    />
    <${Switch}
      name="scope-services"
      label=${t("regime.scope.services")}
      on=${f.scope.services.length > 0 || f.byService}
      onChange=${(on) => set({ byService: on, scope: { ...f.scope, services: [] } })}
    >
      <${Services}
        name="scope-service"
        value=${f.scope.services}
        onChange=${(services) => scope({ services })}
      />
    <//>
    <${Switch}
      name="scope-groups"
      label=${t("regime.scope.groups")}
      on=${f.scope.groups.length > 0 || f.byGroup}
      onChange=${(on) => set({ byGroup: on, scope: { ...f.scope, groups: [] } })}
    >
      <${Chips}
        label=${t("regime.scope.groups")}
        options=${groupOptions()}
        value=${f.scope.groups}
        onChange=${(groups) => scope({ groups })}
      />
    <//>
    <${FaultAt} fault=${fault} at="scope" />
  </section>`;
}

// Services is a list to tick, narrowed by what is typed above it.
export function Services({ name, value, onChange }) {
  const [words, setWords] = useState("");
  const wanted = words.toLocaleLowerCase("az").trim();
  const found = setup.value.services.filter(
    (s) =>
      value.includes(s.id) ||
      s.id.includes(wanted) ||
      pick(s.name).toLocaleLowerCase("az").includes(wanted),
  );
  const toggle = (id) =>
    onChange(value.includes(id) ? value.filter((other) => other !== id) : [...value, id]);
  return html`<div class="services">
    <label class="search">
      <${Icon} name="search" />
      <input
        type="search"
        name=${`${name}-search`}
        aria-label=${t("regime.services.search")}
        placeholder=${t("regime.services.search")}
        value=${words}
        onInput=${(e) => setWords(e.target.value)}
      />
    </label>
    <div class="tick">
      ${found.map(
        (s) => html`<label key=${s.id}>
          <input
            type="checkbox"
            name=${name}
            value=${s.id}
            checked=${value.includes(s.id)}
            onChange=${() => toggle(s.id)}
          /> <span>${pick(s.name)} <small>${s.id}</small></span>
        </label>`,
      )}
    </div>
  </div>`;
}
