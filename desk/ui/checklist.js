// The papers and the look-ups of a service, each with one of a few answers.
import { html } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { Row } from "./row.js";
import { AskSystems } from "./lookup.js";

const label = (d) => pick(d.short?.az ? d.short : d.name);

export const missing = (service, documents) =>
  service.documents.filter((d) => documents[d.id] === "missing");

export function Documents({ service, value, onChange }) {
  if (!service.documents.length) return null;
  return html`<section class="part documents">
    <h2>${t("desk.documents")} <small>${t("desk.row.hint")}</small></h2>
    <ul role="group" aria-label=${t("desk.documents")}>
      ${service.documents.map((d) => {
        const options = [
          "have",
          "missing",
          ...(d.from_system ? ["from-system"] : []),
          "not-applicable",
        ];
        return html`<${Row}
          key=${d.id}
          group=${`doc-${d.id}`}
          label=${pick(d.name)}
          options=${options}
          value=${value[d.id]}
          onChange=${(s) => onChange((was) => ({ ...was, [d.id]: s }))}
        >
          ${label(d)}
          ${d.condition?.az && html`<small>${pick(d.condition)}</small>`}
          ${
            d.alternatives?.length > 0 &&
            html`<small>
              ${t("desk.document.oneof")} ${d.alternatives.map((a) => pick(a.name)).join("; ")}
            </small>`
          }
        <//>`;
      })}
    </ul>
  </section>`;
}

// lookUps are the questions of the guide's steps, each subsystem once.
export function lookUps(service, procedure) {
  const steps = service.steps.filter(
    (s) =>
      s.subsystem &&
      (!s.procedure || s.procedure === procedure) &&
      [s.kind, ...(s.also ?? [])].includes("look-up"),
  );
  const list = new Map();
  for (const s of steps) {
    const sub = service.subsystems.find((x) => x.id === s.subsystem);
    if (!list.has(s.subsystem))
      list.set(s.subsystem, {
        id: s.subsystem,
        name: sub?.name ?? s.subsystem,
        what: sub?.what?.az ? sub.what : s.text,
        condition: s.condition,
      });
  }
  return [...list.values()];
}

export function LookUps({ service, procedure, ticket, value, onChange }) {
  const list = lookUps(service, procedure);
  if (!list.length) return null;
  return html`<section class="part lookups">
    <h2>${t("desk.lookups")}</h2>
    <${AskSystems}
      service=${service}
      ticket=${ticket}
      list=${list}
      onAnswer=${(id, state, note) => onChange((was) => ({ ...was, [id]: { state, note } }))}
    />
    <ul role="group" aria-label=${t("desk.lookups")}>
      ${list.map((s) => {
        const now = value[s.id] ?? {};
        return html`<${Row}
          key=${s.id}
          group=${`sub-${s.id}`}
          label=${s.name}
          options=${["found", "not-found", "unavailable"]}
          value=${now.state}
          onChange=${(state) => onChange((was) => ({ ...was, [s.id]: { ...was[s.id], state } }))}
          after=${
            now.state &&
            html`<input
              class="note"
              maxlength="500"
              placeholder=${t("desk.lookup.note")}
              aria-label=${t("desk.lookup.note")}
              value=${now.note ?? ""}
              onInput=${(e) =>
                onChange((was) => ({ ...was, [s.id]: { ...was[s.id], note: e.target.value } }))}
            />`
          }
        >
          <b>${s.name}</b>
          ${s.what?.az && html`<small>${pick(s.what)}</small>`}
          ${s.condition?.az && html`<small class="condition">${pick(s.condition)}</small>`}
        <//>`;
      })}
    </ul>
  </section>`;
}
