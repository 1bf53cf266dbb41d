// The volunteer's phone: who needs help, since when, in which language; one tap to go,
// one when it is done.
import {
  html,
  render,
  signal,
  useEffect,
  Icon,
  Mark,
  Toasts,
  toast,
  Languages,
  useClock,
} from "shared/ui.js";
import { t, span } from "shared/text.js";
import { call, post } from "shared/api.js";
import { live } from "shared/live.js";
import { session, SignIn } from "shared/staff.js";
import { secondsSince } from "shared/servertime.js";
import { attend } from "./alarm.js";

const me = session("volunteer");
const { who } = me;
const view = signal(null);
const busy = signal(false);

async function order(id, what, said) {
  if (busy.value) return;
  busy.value = true;
  try {
    const answer = await post(`/api/volunteer/calls/${id}/${what}`, {});
    if (said) toast(said(answer), "good");
  } catch (problem) {
    toast(problem.by ? t("volunteer.first", { name: problem.by }) : problem.text, "bad");
  }
  busy.value = false;
}

const place = ({ place: p }) =>
  p.kind === "desk" ? t("volunteer.place.desk", { n: p.id }) : p.name || t("volunteer.place.kiosk");

function App() {
  const login = who.value?.login;
  useEffect(() => {
    if (!login) return undefined;
    const feed = (view.value = live("/live/volunteer"));
    feed.frame.subscribe((f) => f && attend(f));
    // A volunteer waits for calls with the phone untouched: the open page is at work,
    // and says so before the session ends for want of a word.
    const beat = setInterval(
      () =>
        call("GET", "/api/session?role=volunteer").catch(
          (p) => [401, 403].includes(p.status) && (who.value = null),
        ),
      240_000,
    );
    return () => {
      clearInterval(beat);
      feed.close();
      view.value = null;
    };
  }, [login]);
  if (who.value === undefined)
    return html`<p class="wait" role="status">${t("volunteer.loading")}</p>`;
  if (!login)
    return html`<${SignIn}
      title=${t("volunteer.signin.title")}
      role="volunteer"
      others=${t("volunteer.only")}
      onDone=${(w) => (who.value = w)}
    />`;
  if (view.value?.state.value === "signed-out") {
    queueMicrotask(() => (who.value = null));
    return null;
  }
  const frame = view.value?.frame.value;
  if (!frame) return html`<p class="wait" role="status">${t("volunteer.loading")}</p>`;
  return html`<${Calls} frame=${frame} offline=${!view.value.online.value} />`;
}

/** @param {{frame: import("../../../assets/types/frames").VolunteersFrame, [prop: string]: any}} props */
function Calls({ frame, offline }) {
  const at = useClock();
  const rest = busy.value || offline;
  return html`<main>
    <header><${Mark} centre=${frame.centre} /><${Languages} /></header>
    ${
      offline &&
      html`<p class="offline" role="alert">
        <${Icon} name="wifi-off" /> ${t("common.no-connection")}
      </p>`
    }
    ${frame.mine && html`<${Mine} call=${frame.mine} at=${at} rest=${rest} />`}
    <section aria-live="polite">
      ${
        (frame.calls.length > 0 || frame.mine) &&
        html`<h2>${t("volunteer.calls")} (${frame.calls.length})</h2>`
      }
      ${frame.calls.map(
        (c) => html`<article key=${c.id} class="call" data-call=${c.id}>
          <h3>${place(c)}</h3>
          <${About} call=${c} />
          <p class="since">
            <${Icon} name="hourglass" /> ${t("volunteer.waits")} <b>${span(secondsSince(c.since, at))}</b>
          </p>
          ${
            !frame.mine &&
            html`<button
              type="button"
              class="button primary"
              data-do="take"
              disabled=${rest}
              onClick=${() => order(c.id, "take")}
            >
              <${Icon} name="person-standing" /> ${t("volunteer.go")}
            </button>`
          }
        </article>`,
      )}
      ${
        !frame.calls.length &&
        !frame.mine &&
        html`<div class="none">
          <${Icon} name="circle-check" />
          <h1>${t("volunteer.none")}</h1>
          <p>${t("volunteer.none.text")}</p>
        </div>`
      }
    </section>
    ${
      frame.others.length > 0 &&
      html`<section class="others">
        <h2>${t("volunteer.others")}</h2>
        ${frame.others.map(
          (c) =>
            html`<p key=${c.id}>${place(c)} · ${c.by} · ${span(secondsSince(c.taken_at, at))}</p>`,
        )}
      </section>`
    }
    <footer>
      <dl>
        <div>
          <dt>${t("volunteer.today")}: ${t("volunteer.today.calls")}</dt>
          <dd>${frame.today.calls}</dd>
        </div>
        <div><dt>${t("volunteer.today.time")}</dt><dd>${span(frame.today.helped)}</dd></div>
      </dl>
      <button type="button" class="button" disabled=${Boolean(frame.mine)} onClick=${me.signOut}>
        <${Icon} name="log-out" /> ${frame.name} · ${t("volunteer.signout")}
      </button>
    </footer>
  </main>`;
}

function About({ call: c }) {
  return html`<p class="about">
    <span>
      <${Icon} name="languages" /> <span class="unseen">${t("volunteer.speaks")}: </span>
      ${t(`common.language-${c.language}`)}
    </span>
    ${
      c.number &&
      html`<span><${Icon} name="ticket" /> ${t("volunteer.visitor", { n: c.number })}</span>`
    }
  </p>`;
}

function Mine({ call: c, at, rest }) {
  const thanks = (given) => t("volunteer.counted", { time: span(given.helped) });
  return html`<section class="mine" data-call=${c.id}>
    <p class="state good"><${Icon} name="person-standing" /> ${t("volunteer.mine")}</p>
    <h1>${place(c)}</h1>
    <${About} call=${c} />
    <p class="timer">${span(secondsSince(c.taken_at, at))}</p>
    <button
      type="button"
      class="button primary"
      data-do="done"
      disabled=${rest}
      onClick=${() => order(c.id, "done", thanks)}
    >
      <${Icon} name="circle-check" /> ${t("volunteer.done")}
    </button>
    <button
      type="button"
      class="button"
      data-do="give-back"
      disabled=${rest}
      onClick=${() => order(c.id, "give-back")}
    >
      <${Icon} name="undo-2" /> ${t("volunteer.back")}
    </button>
  </section>`;
}

me.ask();
render(html`<${App} /><${Toasts} />`, document.getElementById("root"));
