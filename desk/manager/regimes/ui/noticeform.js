// The form of a notice: the words in three languages with what room is left, for
// whom, from when until when. Beside it stands at every letter how it will look.
import { html, useRef, useState, Icon, Button, Dialog } from "shared/ui.js";
import { t, has, boot, pick } from "shared/text.js";
import { post } from "shared/api.js";
import { serverNow } from "shared/servertime.js";
import { shown } from "../../ui/dates.js";
import { Chips, DayField, TimeField, faultText } from "../../ui/fields.js";
import { directionOptions } from "./formscope.js";
import { directionName } from "../../ui/store.js";
import { Confirm } from "../../ui/confirm.js";
import { decidedNotice, faultOf, left, longest, sayingBetween } from "./noticedraft.js";
import { HallPicture, KioskPicture } from "./noticepreview.js";

const words = (code, l) =>
  t(has(`notice.fault.${code}`) ? `notice.fault.${code}` : `regime.fault.${code}`, {
    language: t(`notice.in.${l}`),
    n: longest,
  });

export function NoticeForm({ start, keep, list, prepared, onDone }) {
  const [f, setF] = useState(start);
  const [pressed, setPressed] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const box = useRef(null);
  const set = (part) => {
    const next = { ...f, ...part };
    keep(next);
    setF(next);
  };
  const { regime, from, to, fault } = decidedNotice(f, serverNow());
  const draft = { id: "draft", from, text: f.text, directions: f.directions };
  const beside = sayingBetween(list, from, to ?? from + 1, f.id);
  const save = (e) => {
    e.preventDefault();
    setPressed(true);
    if (!fault) return setConfirming(true);
    box.current
      .querySelector(
        `[name="${{ from: "from-day", to: "to-day" }[fault.field] ?? `text-${fault.field}`}"]`,
      )
      ?.focus();
  };
  return html`<main class="writing notice-form">
    <form ref=${box} onSubmit=${save} noValidate>
      <div class="acts">
        <${Button} icon="arrow-left" onClick=${() => onDone(null)}>${t("common.back")}<//>
        <h1>${t(f.id ? "notice.amend" : "notice.new")}</h1>
      </div>
      ${
        !f.id &&
        prepared.length > 0 &&
        html`<section class="field prepared">
          <h2>${t("notice.prepared")}</h2>
          <div class="chips">
            ${prepared.map(
              (p) => html`<button
                type="button"
                key=${p.id}
                data-id=${p.id}
                onClick=${() => set({ text: { ...p.regimes[0].notices[0].text } })}
              >
                ${pick(p.name)}
              </button>`,
            )}
          </div>
        </section>`
      }
      <section class="field">
        <h2>${t("notice.text")}</h2>
        ${boot.languages.map(
          (l) => html`<${Words}
            key=${l}
            l=${l}
            value=${f.text[l]}
            pressed=${pressed}
            onInput=${(value) => set({ text: { ...f.text, [l]: value } })}
          />`,
        )}
        <p class="hint">${t("notice.three")}</p>
      </section>
      <section class="field">
        <h2>${t("notice.whom")}</h2>
        <p class="hint">${t(f.directions.length ? "notice.whom.some" : "notice.whom.all")}</p>
        <${Chips}
          label=${t("notice.whom")}
          options=${directionOptions()}
          value=${f.directions}
          onChange=${(directions) => set({ directions })}
        />
      </section>
      <${When} f=${f} set=${set} fault=${pressed || fault?.code === "regime-past" ? fault : null} />
      <footer>
        ${
          pressed && fault
            ? html`<p class="trouble" role="alert">
              <${Icon} name="triangle-alert" /> ${words(fault.code, fault.field)}
            </p>`
            : to &&
              html`<p>
                <${Icon} name="clock" /> ${
                  f.begun || f.start === "now"
                    ? t("notice.effect.now", { to: shown(to, true) })
                    : t("notice.effect", { from: shown(from), to: shown(to, true) })
                }
              </p>`
        }
        <button class="primary" name="save" type="submit">${t("notice.save")}</button>
      </footer>
    </form>
    <aside>
      <${HallPicture} notices=${[...beside, draft]} label=${t("notice.on-display")} />
      <${KioskPicture} notice=${draft} />
    </aside>
    ${
      confirming &&
      html`<${Saving}
        f=${f}
        regime=${regime}
        from=${from}
        to=${to}
        onClose=${() => setConfirming(false)}
        onDone=${onDone}
      />`
    }
  </main>`;
}

// Words is the text in one language. It may be typed too long: then it says by how
// much, and nothing is lost.
function Words({ l, value, pressed, onInput }) {
  const room = left(value);
  const fault = faultOf(value);
  const told = fault && (pressed || fault === "too-much") ? fault : null;
  return html`<label class="words-of" data-language=${l}>
    <span>
      ${t(`notice.in.${l}`)} <small class=${room < 0 ? "over" : ""} aria-live="polite">
        ${room < 0 ? t("notice.over", { n: -room }) : t("notice.left", { n: room })}
      </small>
    </span>
    <textarea
      name=${`text-${l}`}
      rows="2"
      lang=${l}
      aria-invalid=${told ? "true" : undefined}
      value=${value}
      onInput=${(e) => onInput(e.target.value)}
    ></textarea>
    ${
      told && html`<span class="trouble"><${Icon} name="triangle-alert" /> ${words(told, l)}</span>`
    }
  </label>`;
}

function When({ f, set, fault }) {
  const choice = (name, value, field) =>
    html`<label class="choice" key=${value}>
      <input
        type="radio"
        name=${name}
        value=${value}
        checked=${f[field] === value}
        onChange=${() => set({ [field]: value })}
      /> <span>${t(`notice.${name}.${value}`)}</span>
    </label>`;
  const moment = (field) => html`<div class="pair">
    <${DayField}
      label=${t("notice.day")}
      name=${`${field}-day`}
      value=${f[field].day}
      needed
      onInput=${(day) => set({ [field]: { ...f[field], day } })}
    />
    <${TimeField}
      label=${t("notice.time")}
      name=${`${field}-time`}
      value=${f[field].time}
      onInput=${(time) => set({ [field]: { ...f[field], time } })}
    />
  </div>`;
  const at = (field) =>
    fault?.field === field &&
    html`<p class="trouble" data-fault=${field}>
      <${Icon} name="triangle-alert" /> ${faultText(fault)}
    </p>`;
  return html`<section class="field when-of">
    <h2>${t("notice.when")}</h2>
    ${
      f.begun
        ? html`<p class="hint">${t("notice.begun", { from: shown(f.began) })}</p>`
        : html`
          <div class="choices" role="radiogroup" aria-label=${t("notice.start")}>
            ${["now", "at"].map((v) => choice("start", v, "start"))}
          </div>
          ${f.start === "at" && moment("from")}
          ${at("from")}
        `
    }
    <div class="choices" role="radiogroup" aria-label=${t("notice.until")}>
      ${["day", "week", "date"].map((v) => choice("until", v, "until"))}
    </div>
    ${f.until === "date" && moment("to")}
    ${at("to")}
  </section>`;
}

export const whom = (directions) =>
  directions?.length ? directions.map(directionName).join(", ") : t("notice.whom.all");

function Saving({ f, regime, from, to, onClose, onDone }) {
  const send = (password) =>
    f.id
      ? post(`/api/manager/regimes/${f.id}/amend`, { password, rev: f.rev, regime })
      : post("/api/manager/regimes", { password, regime });
  return html`<${Dialog} class="wide" title=${t("notice.saving")} onClose=${onClose}>
    <${Confirm} first send=${send} done=${onDone} label=${t("notice.save.go")}>
      <dl class="said">
        ${boot.languages.map(
          (l) => html`<div key=${l}>
            <dt>${t(`notice.in.${l}`)}</dt>
            <dd>${regime.notices[0].text[l]}</dd>
          </div>`,
        )}
        <div><dt>${t("notice.whom")}</dt><dd>${whom(f.directions)}</dd></div>
        <div>
          <dt>${t("notice.when")}</dt>
          <dd>
            ${f.start === "now" && !f.begun ? t("notice.start.now") : shown(from)} — ${shown(to, true)}
          </dd>
        </div>
      </dl>
    <//>
  <//>`;
}
