// For who has announced the visit: a code or a telephone number becomes a ticket.
// Large keys, one field; whether it is a code (six digits) or a telephone is seen
// by its length.
import { html, useEffect, useState, Icon } from "shared/ui.js";
import { t, language, timeOf } from "shared/text.js";
import { post, newKey } from "shared/api.js";
import { go, screen } from "./visit.js";
import { Back } from "./around.js";

const codeLength = 6,
  phoneLength = 10;

// grouped writes what was typed as it is read out: "482 915", "050 123 45 67".
export function grouped(digits) {
  const parts = digits.length <= codeLength ? [3, 3] : [3, 3, 2, 2];
  const out = [];
  let at = 0;
  for (const n of parts) {
    if (at < digits.length) out.push(digits.slice(at, at + n));
    at += n;
  }
  return out.join(" ");
}

const complete = (digits) =>
  digits.length === codeLength || digits.length === 9 || digits.length === phoneLength;

export function Arrive({ digits: before = "", trouble = "" }) {
  const [digits, setDigits] = useState(before);
  const [said, setSaid] = useState(trouble);
  const add = (n) => {
    setSaid("");
    setDigits((d) => (d + n).slice(0, phoneLength));
  };
  const back = () => {
    setSaid("");
    setDigits((d) => d.slice(0, -1));
  };
  const done = () => complete(digits) && arrive(digits);
  useEffect(() => {
    const key = (e) => {
      if (/^\d$/.test(e.key)) add(e.key);
      else if (e.key === "Backspace") back();
      else if (e.key === "Enter") done();
      else return;
      e.preventDefault();
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, [digits]);
  return html`
    <div class="ask">
      <h1><${Icon} name="calendar-days" /> ${t("appointment.title")}</h1>
      <p>${t("appointment.ask")}</p>
    </div>
    <div class="entry">
      <output class="typed" aria-live="polite">
        ${digits ? grouped(digits) : html`<span>${t("appointment.example")}</span>`}
      </output>
      ${said && html`<p class="said" role="alert"><${Icon} name="circle-alert" /> ${said}</p>`}
      <div class="keys">
        ${["1", "2", "3", "4", "5", "6", "7", "8", "9"].map(
          (n) => html`<button type="button" key=${n} data-key=${n} onClick=${() => add(n)}>
            ${n}
          </button>`,
        )}
        <button type="button" class="quiet" data-key="back" disabled=${!digits} onClick=${back}>
          <${Icon} name="arrow-left" />
          <span class="unseen">${t("appointment.delete")}</span>
        </button>
        <button type="button" data-key="0" onClick=${() => add("0")}>0</button>
        <button
          type="button"
          class="ok"
          data-key="ok"
          disabled=${!complete(digits)}
          onClick=${done}
        >
          <${Icon} name="check" />
          <span class="unseen">${t("appointment.go")}</span>
        </button>
      </div>
    </div>
    <${Back} />
  `;
}

// checkIn tries a code as an appointment's, and then as the return code on the
// paper of who was sent for a missing document: no code is both.
async function checkIn(key, by) {
  try {
    return await post("/api/kiosk/check-in", { key, ...by, language: language.value });
  } catch (problem) {
    if (problem.code !== "bad-code") throw problem;
    try {
      return await post("/api/kiosk/tickets", {
        key,
        direction: "",
        return: by.code,
        language: language.value,
      });
    } catch (other) {
      throw other.code === "unknown-return" ? problem : other;
    }
  }
}

// What can be mended by typing again stays on the screen of the keys.
const mendable = ["bad-code", "bad-phone", "unknown-appointment", "return-used"];

async function arrive(digits, key = newKey()) {
  if (screen.value.name === "working") return;
  go("working");
  const by = digits.length === codeLength ? { code: digits } : { phone: digits };
  try {
    go("ticket", { ticket: await checkIn(key, by) });
  } catch (problem) {
    if (mendable.includes(problem.code)) go("arrive", { digits, trouble: problem.text });
    else if (
      problem.code === "too-early" ||
      problem.code === "appointment-missed" ||
      problem.code === "already-here" ||
      problem.code === "appointment-ended"
    )
      go("notNow", { problem });
    else if (problem.alternatives) go("closed", { direction: problem.direction, why: problem });
    else go("trouble", { problem, again: () => arrive(digits, key) });
  }
}

// NotNow tells whoever came at the wrong time what to do.
/** @param {{frame: import("../../assets/types/frames").KioskMenuFrame, [prop: string]: any}} props */
export function NotNow({ frame, problem }) {
  const when = (at) => timeOf(at, frame.at, ", ");
  const says = {
    "too-early": () => html`
      <${Icon} name="clock" />
      <h1>${t("appointment.early.title")}</h1>
      <p class="reason">${t("appointment.early.at", { time: when(problem.at) })}</p>
      <p class="when">${t("appointment.early.from", { time: when(problem.from) })}</p>
    `,
    "appointment-missed": () => html`
      <${Icon} name="alarm-clock" />
      <h1>${t("appointment.missed.title")}</h1>
      <p class="reason">
        ${t("appointment.missed.at", { time: when(problem.at), until: when(problem.until) })}
      </p>
      <p>${t("appointment.missed.again")}</p>
    `,
    "appointment-ended": () =>
      html`
        <${Icon} name="circle-x" />
        <h1>${t("appointment.ended.title")}</h1>
        <p>${t("appointment.missed.again")}</p>
      `,
    "already-here": () => html`
      <${Icon} name="ticket" />
      <h1>${t("appointment.here.title")}</h1>
      ${problem.number && html`<p class="number">${problem.number}</p>`}
      <p class="reason">${t("appointment.here.text")}</p>
    `,
  };
  return html`<section class="note" data-code=${problem.code}>
    ${says[problem.code]()}
    <${Back} />
  </section>`;
}

// WaitOutside gives a number to who finds the hall full.
export async function waitOutside() {
  go("working");
  try {
    go("outside", { outside: await post("/api/kiosk/outside", { language: language.value }) });
  } catch (problem) {
    if (problem.code === "not-full") go("start");
    else go("trouble", { problem, again: waitOutside });
  }
}

export function Outside({ outside }) {
  return html`<section class="note outside">
    <${Icon} name="door-open" />
    <h1>${t("appointment.outside.title")}</h1>
    <p class="number">${outside.number}</p>
    <p class="reason">${t("appointment.outside.text")}</p>
    ${outside.ahead > 0 && html`<p>${t("appointment.outside.ahead", { n: outside.ahead })}</p>`}
    <${Back} />
  </section>`;
}
