// Another time instead of a ticket that a regime does not receive any more: the free
// times of the next days, one tap to choose and one to confirm; then the code.
import { html, useEffect, useState, Icon } from "shared/ui.js";
import { t, clock, longDate } from "shared/text.js";
import { call, post } from "shared/api.js";
import { FreeTimes } from "shared/freetimes.js";
import { mobile } from "shared/mobile.js";

// Exchange is closed until the visitor asks for another time. done is told the answer.
export function Exchange({ token, number, done }) {
  const [days, setDays] = useState(null); // null: not asked; []: no time is free
  const [at, setAt] = useState("");
  const [state, setState] = useState({ busy: false, trouble: "" });
  const path = `/api/track/${encodeURIComponent(token)}`;
  const attempt = async (what) => {
    setState({ busy: true, trouble: "" });
    try {
      await what();
      setState({ busy: false, trouble: "" });
    } catch (problem) {
      setState({ busy: false, trouble: problem.text });
    }
  };
  const look = () =>
    attempt(async () => {
      const got = await call("GET", `${path}/times`);
      setAt("");
      setDays(got.days);
    });
  const take = (phone) =>
    attempt(async () => {
      try {
        done(await post(`${path}/appointment`, { at, ...(phone && { phone }) }));
      } catch (problem) {
        if (problem.code?.startsWith("slot-")) await look(); // somebody was faster: what is left
        throw problem;
      }
    });
  const trouble =
    state.trouble &&
    html`<p class="trouble" role="alert"><${Icon} name="triangle-alert" /> ${state.trouble}</p>`;
  if (!days)
    return html`<div class="exchange">
      <button
        type="button"
        class="button primary"
        data-act="exchange"
        disabled=${state.busy}
        onClick=${look}
      >
        <${Icon} name="calendar-days" /> ${t("track.exchange")}
      </button>
      ${trouble}
    </div>`;
  if (!days.length) return html`<div class="exchange"><p>${t("track.exchange.none")}</p></div>`;
  return html`<div class="exchange open">
    <${FreeTimes} days=${days} at=${at} choose=${setAt} />
    ${at && html`<${Confirm} at=${at} number=${number} busy=${state.busy} take=${take} />`}
    ${trouble}
  </div>`;
}

// Confirm comes into view by itself: the times may be a screen long.
// A telephone may be left, so that the visitor can be told if the time changes.
function Confirm({ at, number, busy, take }) {
  const [phone, setPhone] = useState("");
  const [wrong, setWrong] = useState(false);
  const go = () => (phone && !mobile(phone) ? setWrong(true) : take(phone));
  const write = (e) => {
    setPhone(e.target.value.trim());
    setWrong(false);
  };
  useEffect(
    () => document.querySelector(".exchange .sure")?.scrollIntoView({ block: "nearest" }),
    [at],
  );
  return html`<div class="sure" aria-live="polite">
    <p><b>${longDate(at)}, ${clock(at)}</b></p>
    <p>${t("track.exchange.give-up", { number })}</p>
    <label>
      ${t("track.exchange.phone")}
      <input
        type="tel"
        name="phone"
        autocomplete="tel"
        maxlength="20"
        placeholder="050 123 45 67"
        aria-describedby="phone-why"
        value=${phone}
        onInput=${write}
      />
    </label>
    <p id="phone-why" class="why">${t("track.exchange.phone.why")}</p>
    ${
      wrong &&
      html`<p class="trouble" role="alert">
        <${Icon} name="triangle-alert" /> ${t("error.bad-phone")}
      </p>`
    }
    <button type="button" class="button primary" data-act="take" disabled=${busy} onClick=${go}>
      <${Icon} name="check" /> ${t("track.exchange.go")}
    </button>
  </div>`;
}

// Rebooked is what the visitor has instead of the ticket, for as long as the page is
// there.
export function Rebooked({ b, number }) {
  const open = b.status === "booked" || b.status === "missed";
  return html`<section class="state rebooked" data-status=${b.status} aria-live="polite">
    <${Icon} name=${open ? "circle-check" : b.number ? "ticket" : "circle-x"} />
    <h1>
      ${t(open ? "track.rebooked" : b.number ? "track.rebooked.here" : "track.rebooked.cancelled")}
    </h1>
    ${b.number && html`<p class="code">${b.number}</p>`}
    ${
      open &&
      html`
        <p class="when">${longDate(b.at)}, <b>${clock(b.at)}</b></p>
        <p>${t("track.rebooked.code")}</p>
        <p class="code">${b.code}</p>
        <p>${t("track.rebooked.how")}</p>
        <p class="save"><${Icon} name="info" /> ${t("track.rebooked.keep")}</p>
      `
    }
    <p class="keep">${t("track.rebooked.instead", { number })}</p>
  </section>`;
}
