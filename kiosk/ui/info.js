// Before a ticket: which services belong to a direction, what to bring, how long.
import { html, useState, useEffect, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call } from "shared/api.js";
import { choose } from "./visit.js";
import { Back } from "./around.js";
import { sign } from "./start.js";

/** @param {{frame: import("../../assets/types/frames").KioskMenuFrame, [prop: string]: any}} props */
export function Info({ frame, direction }) {
  const [services, setServices] = useState(null);
  const [open, setOpen] = useState(null);
  const d = frame.directions.find((x) => x.id === direction);
  const only = d?.only?.services;
  const given = (s) => Boolean(d?.open || d?.only) && (!only || only.includes(s.id));
  useEffect(() => {
    call("GET", `/api/kiosk/services?direction=${encodeURIComponent(direction)}`).then(
      (r) => {
        // Those given now come first.
        const list = [...r.services].sort((a, b) => Number(given(b)) - Number(given(a)));
        setServices(list);
        if (list.length === 1 || only?.length === 1) setOpen(list[0].id);
      },
      () => setServices([]),
    );
  }, [direction]);
  return html`
    <div class="ask">
      <h1><${Icon} name=${sign(direction)} /> ${pick(d?.name)}</h1>
      <p>${t(only ? "error.services-only" : "kiosk.services")}</p>
    </div>
    <div class="list">
      ${services?.length === 0 && html`<p>${t("kiosk.services.none")}</p>`}
      ${services?.map(
        (s) => html`<section key=${s.id} class=${open === s.id ? "service open" : "service"}>
          <button
            type="button"
            aria-expanded=${open === s.id}
            onClick=${() => setOpen(open === s.id ? null : s.id)}
          >
            <b>${pick(s.name)}</b>
            <${Icon} name=${open === s.id ? "chevron-up" : "chevron-down"} />
          </button>
          ${
            open === s.id &&
            html`<${Details}
              service=${s}
              onTake=${given(s) && (() => choose(frame, direction, s.id))}
            />`
          }
        </section>`,
      )}
    </div>
    <div class="row">
      <${Back} />
      ${
        (d?.open || (d?.only && !only)) &&
        html`<button type="button" class="go" onClick=${() => choose(frame, direction)}>
          <${Icon} name="ticket" /> ${t("kiosk.take")}
        </button>`
      }
    </div>
  `;
}

function Details({ service: s, onTake }) {
  return html`<div class="details">
    <h2>${t("kiosk.service.bring")}</h2>
    <ul>
      ${s.documents.map(
        (d) => html`<li>
          <${Icon} name="file-text" />
          <span>
            ${pick(d.name)}
            ${d.condition?.az && html`<small>${pick(d.condition)}</small>`}
            ${d.optional && html`<small>${t("kiosk.service.maybe")}</small>`}
          </span>
        </li>`,
      )}
    </ul>
    <p>
      ${[
        s.minutes && t("kiosk.service.minutes", { n: s.minutes }),
        s.days && t("kiosk.service.days", { n: s.days }),
        !s.paid && t("kiosk.service.free"),
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
    ${
      onTake &&
      html`<button type="button" class="go" onClick=${onTake}>
        <${Icon} name="ticket" /> ${t("kiosk.service.take")}
      </button>`
    }
  </div>`;
}
