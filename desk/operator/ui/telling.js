// Who is to be told by telephone: the chosen row shows what to read out, in the
// visitor's language, and is worked by the keys that stand on its buttons.
import { html, useState, useEffect, useRef, Icon, toast } from "shared/ui.js";
import { t, pick, clock, dayMonth, language } from "shared/text.js";
import { telling, called, startMove, loadTelling, spokenPhone, whenTitle } from "./store.js";

const signs = {
  moved: "calendar-days",
  "not-received": "triangle-alert",
  received: "circle-check",
  reminder: "bell-ring",
};

export function Telling({ name, onCancel }) {
  const rows = telling.value?.[name];
  const [chosen, setChosen] = useState(null); // id of a booking
  const [busy, setBusy] = useState(false);
  const list = useRef(null);
  const place = useRef(0); // of the chosen row, for when it is gone
  useEffect(() => {
    if (!rows?.length) return;
    const at = rows.findIndex((b) => b.id === chosen);
    if (at >= 0) place.current = at;
    else setChosen(rows[Math.min(place.current, rows.length - 1)].id);
  }, [rows, chosen]);
  useEffect(() => {
    if (list.current?.contains(document.activeElement) || document.activeElement === document.body)
      list.current?.querySelector("[aria-current]")?.focus();
  }, [chosen, rows]);
  if (!rows) return null;
  if (rows.length === 0)
    return html`<p class="nothing"><${Icon} name="circle-check" /> ${t("operator.told.none")}</p>`;

  const call = async (b, how) => {
    if (busy) return;
    setBusy(true);
    try {
      const at = rows.indexOf(b);
      await called(b, how);
      const left = telling.value[name]; // the next one has taken its place
      setChosen(left[Math.min(at, left.length - 1)]?.id ?? null);
      if (how === "told") toast(t("operator.told.thanks", { code: b.code }), "good");
    } catch (problem) {
      toast(problem.text, "bad");
      loadTelling();
    } finally {
      setBusy(false);
    }
  };
  const acts = (b) => [
    b.news && { name: "told", icon: "check", kind: "primary", does: () => call(b, "told") },
    b.news && { name: "no-answer", icon: "user-x", does: () => call(b, "no-answer") },
    { name: "move", icon: "calendar-days", does: () => startMove(b) },
    { name: "cancel", icon: "ban", kind: "danger", does: () => onCancel(b) },
  ];
  const keys = (e) => {
    const at = rows.findIndex((b) => b.id === chosen);
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    const act =
      at >= 0 && /^[1-4]$/.test(e.key) && !e.ctrlKey && !e.altKey && !e.metaKey
        ? acts(rows[at])[Number(e.key) - 1]
        : null;
    if (step) setChosen(rows[Math.max(0, Math.min(rows.length - 1, at + step))].id);
    if (act) act.does();
    if (step || act) e.preventDefault();
  };
  return html`
    <p class="about">
      ${t(telling.value.messages ? "operator.told.about.messages" : "operator.told.about")} <small>
        ${t("operator.told.keys")}
      </small>
    </p>
    <ul class="telling" ref=${list} onKeyDown=${keys}>
      ${rows.map(
        (b) => html`<${Row}
          key=${b.id}
          b=${b}
          chosen=${b.id === chosen}
          busy=${busy}
          acts=${acts(b)}
          onChoose=${() => setChosen(b.id)}
        />`,
      )}
    </ul>
  `;
}

function Row({ b, chosen, busy, acts, onChoose }) {
  const kind = b.news?.kind ?? "not-received";
  return html`<li
    data-booking=${b.id}
    data-news=${kind}
    class=${chosen ? "chosen" : ""}
    tabindex=${chosen ? 0 : -1}
    aria-current=${chosen ? "true" : undefined}
    onClick=${onChoose}
    onFocus=${onChoose}
  >
    <p class="time"><b>${clock(b.at)}</b><small>${dayMonth(b.at)}</small></p>
    <p class="what">
      <b class="phone">${spokenPhone(b.phone) || t("operator.told.no-phone")}</b>
      <span class="code">${b.code}</span>
    </p>
    <p class="state">
      ${
        b.news?.tried > 0 &&
        html`<span><${Icon} name="user-x" /> ${t("operator.told.tried", { n: b.news.tried })}</span>`
      }
      ${
        b.news?.failed &&
        html`<span>
          <${Icon} name="circle-alert" /> ${t(`operator.news.failed.${b.news.failed}`)}
        </span>`
      }
    </p>
    <p class="news">
      <${Icon} name=${signs[kind]} /> <span>
        ${t(`operator.news.${kind}`, { was: b.news?.was ? whenTitle(b.news.was) : "" })}
        ${why(b) && html` · <em>${why(b)}</em>`}
      </span>
    </p>
    ${
      chosen &&
      html`
        <blockquote lang=${b.language}>
          <small lang=${language.value}>
            ${t("operator.told.read", { language: t(`operator.told.in.${b.language}`) })}
          </small>
          ${b.say}
        </blockquote>
        <p class="acts">
          ${acts.map(
            (a, i) =>
              a &&
              html`<button
                type="button"
                key=${a.name}
                data-act=${a.name}
                class=${`button ${a.kind ?? ""}`}
                disabled=${busy}
                onClick=${(e) => (e.stopPropagation(), a.does())}
              >
                <${Icon} name=${a.icon} /> ${t(words[a.name])}
                <kbd>${i + 1}</kbd>
              </button>`,
          )}
        </p>
      `
    }
  </li>`;
}

const words = {
  told: "operator.told.done",
  "no-answer": "operator.told.no-answer",
  move: "operator.move",
  cancel: "operator.cancel",
};
const why = (b) => (b.news?.kind === "reminder" ? "" : pick(b.news?.reason ?? b.reason));
