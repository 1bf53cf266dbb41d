// One application: whose, for what, where it stands and how it came there, both
// offices' shares of the time, and the moves that are open now.
import { html, useEffect, useState, Icon, Button, toast } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call, post } from "shared/api.js";
import { say } from "./moves.js";
import { ask } from "./ask.js";
import { day, moment } from "./dates.js";

const icons = {
  "sent-on": "send",
  returned: "undo-2",
  decided: "circle-check",
  closed: "check",
  cancelled: "ban",
};

export function Dossier({ id, turn, onClose, onChange }) {
  const [a, setA] = useState(null);
  const [service, setService] = useState(null);
  useEffect(() => {
    let current = true;
    call("GET", `/api/desk/applications/${id}`).then(async (found) => {
      if (!current) return;
      setA(found);
      setService(await call("GET", `/api/desk/services/${found.service}`).catch(() => null));
    }, say);
    return () => (current = false);
  }, [id, turn]);
  if (!a) return html`<aside class="dossier" aria-busy="true"></aside>`;
  const advance = async (stage) => {
    const note = await ask({
      title: t(`registry.do.${stage}`),
      text: t("registry.note.private"),
      choices:
        stage === "cancelled"
          ? ["own-wish", "moved", "mistake"].map((r) => ({
              value: t(`registry.cancel.${r}`),
              label: t(`registry.cancel.${r}`),
            }))
          : [{ value: " ", label: t("registry.without.note") }],
      free: t("registry.note"),
    });
    if (note === undefined) return;
    try {
      await post(`/api/desk/applications/${id}/advance`, {
        stage,
        ...(note.trim() && { note: note.trim() }),
      });
      toast(t("registry.moved", { stage: t(`stage.${stage}`) }), "good");
      onChange();
    } catch (problem) {
      say(problem);
    }
  };
  return html`<aside class="dossier" aria-label=${a.number}>
    <header>
      <h1>${a.number}</h1>
      <${Button} icon="x" onClick=${onClose}><span class="unseen">${t("common.close")}</span><//>
    </header>
    <p class=${`stage ${a.stage}`}>${t(`stage.${a.stage}`)}</p>
    <p class="what">${service ? pick(service.name) : a.service}</p>
    <dl class="facts-list">
      <${Fact} name="applicant">
        ${
          a.applicant
            ? html`
              ${a.applicant.name} <small>
                ${
                  a.applicant.fin ??
                  `${t(`desk.identity.${a.applicant.document.kind}`)} ${a.applicant.document.number}`
                } ${a.applicant.phone ?? ""}
              </small>
            `
            : "—"
        }
      <//>
      ${
        a.applicant?.representative &&
        html`<${Fact} name="representative">
          ${a.applicant.representative} <small>
            ${t(`desk.representative.${a.representative}`)}
          </small>
        <//>`
      }
      ${
        a.awaits &&
        html`<${Fact} name="awaits">
          <b>${t(`registry.awaits.${a.awaits}`)}</b> <small>${day(a.awaits_by)}</small>
        <//>`
      }
      <${Fact} name="front"><${Share} share=${a.front} /><//>
      ${(a.back.due || a.back.from) && html`<${Fact} name="back"><${Share} share=${a.back} /><//>`}
      ${
        a.due_on &&
        html`<${Fact} name="due">
          ${day(a.due_on)} <small>${t("registry.decision.by", { date: day(a.decision_by) })}</small>
        <//>`
      }
      ${
        a.place &&
        html`<${Fact} name="place">
          ${t("registry.place.of", { place: a.place.place, of: a.place.of })}
        <//>`
      }
      ${a.offer && html`<${Fact} name="offer">${t(`desk.offer.${a.offer}`)}<//>`}
    </dl>
    ${
      a.after.length > 0 &&
      html`<div class="moves-on">
        ${a.after.map(
          (s) => html`<${Button}
            key=${s}
            data-stage=${s}
            kind=${s === "cancelled" ? "danger" : ""}
            icon=${icons[s]}
            onClick=${() => advance(s)}
          >
            ${t(`registry.do.${s}`)}
          <//>`,
        )}
      </div>`
    }
    <h2>${t("registry.history")}</h2>
    <ol class="history">
      ${a.history.map(
        (h, i) =>
          html`<li key=${i}>
            <b>${t(`stage.${h.stage}`)}</b> <small>
              ${moment(h.at)} · ${h.by === "clock" ? t("registry.by.clock") : h.by}
            </small>
            ${h.note && html`<p>${h.note}</p>`}
          </li>`,
      )}
    </ol>
    <h2>${t("registry.papers")}</h2>
    <p class="prints">
      <a
        class="button"
        href=${`/api/desk/applications/${a.id}/confirmation.pdf`}
        target="_blank"
        rel="noopener"
      >
        <${Icon} name="file-text" /> ${t("registry.open.paper")}
      </a>
    </p>
  </aside>`;
}

const Fact = ({ name, children }) =>
  html`<div><dt>${t(`registry.fact.${name}`)}</dt><dd>${children}</dd></div>`;

function Share({ share }) {
  const until = share.done
    ? t("registry.share.done", { date: day(share.done) })
    : share.from
      ? t("registry.share.running")
      : t("registry.share.not-begun");
  return html`
    <span class=${share.late ? "late" : ""}>
      ${share.late && html`<${Icon} name="triangle-alert" /> `}
      ${until}
    </span> <small>${share.due && t("registry.share.due", { date: day(share.due) })}</small>
  `;
}
