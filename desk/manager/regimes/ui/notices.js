// Notices: what visitors are told now, what they will be told, and what they were.
// Each is a regime without a rule; those that come with a rule stand here to be
// read, and are changed among the regimes.
import { html, signal, useEffect, useState, Icon, Button, Dialog, toast } from "shared/ui.js";
import { t, boot, pick } from "shared/text.js";
import { call, post, newKey } from "shared/api.js";
import { serverNow } from "shared/servertime.js";
import { RegimeActs } from "./regimeacts.js";
import { shown } from "../../ui/dates.js";
import { informs } from "../../ui/regime.js";
import { regimes, loadRegimes, setup, loadSetup, lost } from "../../ui/store.js";
import { Confirm } from "../../ui/confirm.js";
import { writeRegime } from "./regimes.js";
import { blankNotice, openedNotice, sayingBetween, simple } from "./noticedraft.js";
import { NoticeForm, whom } from "./noticeform.js";
import { HallPicture } from "./noticepreview.js";

// writing is the form under way: it stays when another page is looked at.
const writing = signal(null);
const prepared = signal([]); // templates that only inform

const shownPast = 20;

async function loadPrepared() {
  try {
    const { templates } = await call("GET", "/api/manager/templates");
    prepared.value = templates.filter((one) => one.regimes.every(informs));
  } catch (problem) {
    lost.value = problem;
  }
}

export function NoticesPage() {
  const [asking, setAsking] = useState(null); // {what: "end"|"withdraw", r}
  useEffect(() => {
    loadSetup();
    loadRegimes();
    loadPrepared();
    // Notices end by themselves, and another manager may be at work.
    const again = setInterval(loadRegimes, 10_000);
    return () => clearInterval(again);
  }, []);
  if (!regimes.value || !setup.value)
    return html`<p class="wait" role="status">
      ${lost.value ? lost.value.text : t("manager.loading")}
    </p>`;
  const list = regimes.value.regimes;
  const begin = (form) => {
    writing.value = form;
    scrollTo(0, 0);
  };
  const edit = (r) =>
    simple(r) ? begin({ ...openedNotice(r, serverNow()), key: r.id + r.rev }) : writeRegime(r);
  const done = (saved) => {
    begin(null);
    if (!saved) return;
    toast(
      t(saved.phase === "to-come" ? "notice.saved" : "notice.saved-now", {
        from: shown(saved.from),
        to: shown(saved.to, true),
      }),
      "good",
    );
    loadRegimes();
  };
  if (writing.value)
    return html`<${NoticeForm}
      key=${writing.value.key}
      start=${writing.value}
      keep=${(f) => (writing.value = { ...f, key: writing.value.key })}
      list=${list}
      prepared=${prepared.value}
      onDone=${done}
    />`;
  const ours = list.filter(informs);
  const parts = [
    ["now", ours.filter((r) => r.phase === "in-force" || r.phase === "resting")],
    ["to-come", ours.filter((r) => r.phase === "to-come")],
    [
      "past",
      ours
        .filter((r) => r.phase === "past")
        .reverse()
        .slice(0, shownPast),
    ],
  ];
  const withRules = list.filter(
    (r) => r.phase === "in-force" && !informs(r) && r.notices?.length > 0,
  );
  const at = serverNow().getTime();
  return html`<main class="notices">
    <div class="acts">
      <h1>${t("notice.title")}</h1>
      <${Button}
        kind="primary"
        icon="plus"
        data-act="new"
        onClick=${() => begin({ ...blankNotice(serverNow()), key: newKey() })}
      >
        ${t("notice.new")}
      <//>
    </div>
    <div class="two">
      <div class="standing">
        ${parts.map(
          ([name, rows]) => html`<section key=${name} data-part=${name}>
            <h2>${t(`notice.part.${name}`)}</h2>
            ${rows.length === 0 && html`<p class="hint">${t(`notice.none.${name}`)}</p>`}
            ${rows.map(
              (r) => html`<${Card}
                key=${r.id}
                r=${r}
                onEdit=${() => edit(r)}
                onAsk=${(what) => setAsking({ what, r })}
                onCopy=${() =>
                  r.notices?.length
                    ? begin({ ...openedNotice(r, serverNow(), { copy: true }), key: newKey() })
                    : writeRegime(r, { copy: true })}
              />`,
            )}
            ${name === "now" && withRules.map((r) => html`<${OfRegime} key=${r.id} r=${r} />`)}
          </section>`,
        )}
      </div>
      <aside>
        <${HallPicture}
          notices=${sayingBetween(
            list.filter((r) => r.phase === "in-force"),
            at,
            at + 1,
          )}
          label=${t("notice.on-display.now")}
        />
      </aside>
    </div>
    ${asking && html`<${Revoke} ...${asking} onClose=${() => (setAsking(null), loadRegimes())} />`}
  </main>`;
}

const signs = { "to-come": "clock", "in-force": "megaphone", resting: "pause", past: "history" };

function Said({ text }) {
  return html`
    <h3 lang="az">${text.az}</h3>
    ${boot.languages
      .filter((l) => l !== "az" && text[l])
      .map((l) => html`<p key=${l} lang=${l}>${text[l]}</p>`)}
  `;
}

function Card({ r, onEdit, onCopy, onAsk }) {
  return html`<article class=${`regime notice-card ${r.phase}`} data-regime=${r.id}>
    <header>
      <span class="state"><${Icon} name=${signs[r.phase]} /> ${whom(r.scope?.directions)}</span>
      <span class="when">${shown(r.from)} — ${shown(r.to, true)}</span>
    </header>
    ${(r.notices ?? []).map((n, i) => html`<${Said} key=${i} text=${n.text} />`)}
    ${!r.notices?.length && html`<h3>${pick(r.name)}</h3>`}
    <${RegimeActs} phase=${r.phase} onEdit=${onEdit} onCopy=${onCopy} onAsk=${onAsk} />
  </article>`;
}

// OfRegime is what a regime with rules says: it ends with its regime.
function OfRegime({ r }) {
  return html`<article class="regime notice-card of-regime" data-regime=${r.id}>
    <header>
      <span class="state">
        <${Icon} name="scroll-text" /> ${t("notice.of-regime", { name: pick(r.name) })}
      </span>
      <span class="when">${shown(r.to, true)}</span>
    </header>
    ${r.notices.map((n, i) => html`<${Said} key=${i} text=${n.text} />`)}
    <div class="row">
      <a class="button" href="#regimes">
        <${Icon} name="scroll-text" /> ${t("manager.page.regimes")}
      </a>
    </div>
  </article>`;
}

function Revoke({ what, r, onClose }) {
  const done = () => {
    toast(t(`notice.${what}.done`), "good");
    onClose();
  };
  return html`<${Dialog} title=${t(`notice.${what}.title`)} onClose=${onClose}>
    <${Confirm}
      first
      label=${t(`notice.${what}.go`)}
      done=${done}
      send=${(password) => post(`/api/manager/regimes/${r.id}/${what}`, { password, rev: r.rev })}
    >
      <p><b>${pick(r.notices?.[0]?.text ?? r.name)}</b></p>
      <p class="hint">${t(`notice.${what}.text`)}</p>
    <//>
  <//>`;
}
