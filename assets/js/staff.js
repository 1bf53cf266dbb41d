// What every page of the staff begins with: who is signed in, the sign-in, the
// choice of a language, a clock. A page names its role; a browser may carry one
// session of each.
import { html, signal, useEffect, useRef, useState, Icon, Languages, Mark } from "shared/ui.js";
import { t } from "shared/text.js";
import { call, post } from "shared/api.js";

const patience = 2000; // ms until a server that was not reached is asked again
const signOfLife = 240_000; // ms; a session ends after 15 minutes without a word

// session gives {who, ask, signOut} for a page that serves these roles, the first
// found. who is a signal: undefined while asking, null for nobody, else {login,
// name, role}.
export function session(...roles) {
  const who = signal(undefined);
  const ask = async () => {
    for (const role of roles) {
      try {
        return void (who.value = led(await call("GET", `/api/session?role=${role}`)));
      } catch (problem) {
        if (!refused(problem)) return void setTimeout(ask, patience);
      }
    }
    who.value = null;
  };
  const signOut = async () => {
    await call("DELETE", `/api/session?role=${who.value.role}`).catch(() => {});
    who.value = null;
  };
  return { who, ask, signOut };
}

// led sends a manager who must set up the second factor to where that is done.
const led = (who) => {
  if (who.role === "enrolling" && location.pathname !== "/manager") location.assign("/manager");
  return who;
};

const refused = (problem) => [401, 403].includes(problem.status);

// useSignOfLife keeps the session of a page that is looked at: an agent who
// listens to a visitor is not idle.
export function useSignOfLife({ who }) {
  useEffect(() => {
    let touched = false;
    const touch = () => (touched = true);
    const events = ["pointerdown", "keydown", "pointermove"];
    events.forEach((e) => addEventListener(e, touch, { passive: true }));
    const beat = setInterval(() => {
      if (touched && who.value)
        call("GET", `/api/session?role=${who.value.role}`).catch(
          (p) => refused(p) && (who.value = null),
        );
      touched = false;
    }, signOfLife);
    return () => {
      events.forEach((e) => removeEventListener(e, touch));
      clearInterval(beat);
    };
  }, []);
}

// SignIn asks for login and password; onDone gets who signed in. With a role and a
// sentence for others, somebody of another role is told so and stays outside. Who
// has a second factor is asked for its code once the password was right.
export function SignIn({ title, role, others, onDone }) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState(null); // null = not asked for
  const second = useRef(null);
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async (event) => {
    event.preventDefault();
    setBusy(true);
    setTrouble("");
    try {
      const who = led(await post("/api/session", { login, password, ...(code && { code }) }));
      if (!role || who.role === role) return onDone(who);
      setTrouble(others);
    } catch (problem) {
      const asked = ["second-factor-needed", "wrong-code"].includes(problem.code);
      if (asked || code !== null) setCode(problem.code === "wrong-password" ? null : "");
      if (problem.code === "wrong-password") setPassword("");
      if (problem.code !== "second-factor-needed" || code !== null) setTrouble(problem.text);
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => second.current?.focus(), [code === null]);
  return html`<main class="signin">
    <${Languages} />
    <form onSubmit=${send}>
      <${Mark} />
      <h1>${title}</h1>
      <label>
        ${t("common.login")}
        <input
          name="login"
          autocomplete="username"
          autocapitalize="none"
          spellcheck=${false}
          autofocus
          required
          maxlength="64"
          value=${login}
          onInput=${(e) => setLogin(e.target.value)}
        />
      </label>
      <label>
        ${t("common.password")}
        <input
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxlength="128"
          value=${password}
          onInput=${(e) => setPassword(e.target.value)}
        />
      </label>
      ${
        code !== null &&
        html`<label>
          ${t("common.code")}
          <input
            ref=${second}
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            required
            maxlength="20"
            value=${code}
            onInput=${(e) => setCode(e.target.value)}
          />
          <small>${t("common.code.hint")}</small>
        </label>`
      }
      ${
        trouble &&
        html`<p class="trouble" role="alert"><${Icon} name="triangle-alert" /> ${trouble}</p>`
      }
      <button class="button primary" disabled=${busy}>${t("common.sign-in")}</button>
    </form>
  </main>`;
}
