// What stands around the console: the sign-in and the line on top.
import { html, useState, useEffect, Icon, Mark } from "shared/ui.js";
import { t, clock, boot, language, setLanguage } from "shared/text.js";
import { post } from "shared/api.js";

function Languages() {
  return html`<div class="languages" role="group" aria-label=${t("common.language")}>
    ${boot.languages.map((l) => html`<button type="button" lang=${l} aria-pressed=${language.value === l} onClick=${() => setLanguage(l)}>${l.toUpperCase()}</button>`)}
  </div>`;
}

export function useClock(now, every = 1000) {
  const [at, set] = useState(() => now());
  useEffect(() => {
    const tick = setInterval(() => set(now()), every);
    return () => clearInterval(tick);
  }, [now]);
  return at;
}

const systemTime = () => new Date();

export function Bar({ who, frame, view, onSignOut }) {
  const at = useClock(view?.now ?? systemTime);
  return html`<header class="bar">
    <${Mark} centre=${frame?.centre} />
    <span class="who"><${Icon} name="user" /> ${who.name || who.login}</span>
    ${view && frame && !view.online.value && html`<span class="offline" role="alert"><${Icon} name="wifi-off" /> ${t("common.no-connection")}</span>`}
    <span class="grow"></span>
    <button type="button" onClick=${onSignOut}><${Icon} name="log-out" /> ${t("manager.signout")}</button>
    <${Languages} />
    <time class="clock">${clock(at)}</time>
  </header>`;
}

export function SignIn({ onDone }) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [trouble, setTrouble] = useState("");
  const send = async (e) => {
    e.preventDefault();
    setTrouble("");
    try {
      onDone(await post("/api/session", { login, password }));
    } catch (problem) {
      setTrouble(problem.text);
      setPassword("");
    }
  };
  return html`<main class="signin">
    <${Languages} />
    <form onSubmit=${send}>
      <${Mark} />
      <h1>${t("manager.signin.title")}</h1>
      <label>${t("manager.signin.login")}
        <input name="login" autocomplete="username" autocapitalize="none" spellcheck=${false} autofocus required maxlength="64" value=${login} onInput=${(e) => setLogin(e.target.value)} /></label>
      <label>${t("manager.signin.password")}
        <input name="password" type="password" autocomplete="current-password" required maxlength="128" value=${password} onInput=${(e) => setPassword(e.target.value)} /></label>
      ${trouble && html`<p class="trouble" role="alert"><${Icon} name="triangle-alert" /> ${trouble}</p>`}
      <button class="primary">${t("manager.signin.go")}</button>
    </form>
  </main>`;
}
