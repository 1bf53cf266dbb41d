import { html, useState, Icon, Mark } from "shared/ui.js";
import { t, boot, language, setLanguage } from "shared/text.js";
import { post } from "shared/api.js";

export function Languages() {
  return html`<div class="languages" role="group" aria-label=${t("common.language")}>
    ${boot.languages.map((l) => html`<button type="button" key=${l} lang=${l} aria-pressed=${language.value === l} onClick=${() => setLanguage(l)}>${l.toUpperCase()}</button>`)}
  </div>`;
}

export function SignIn({ onDone }) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async (event) => {
    event.preventDefault();
    setBusy(true);
    setTrouble("");
    try {
      const who = await post("/api/session", { login, password });
      if (who.role === "volunteer") return onDone(who);
      setTrouble(t("volunteer.only"));
    } catch (problem) {
      setTrouble(problem.text);
    }
    setPassword("");
    setBusy(false);
  };
  return html`<main class="signin">
    <header><${Mark} centre=${boot.data?.centre} /><${Languages} /></header>
    <form onSubmit=${send}>
      <h1>${t("volunteer.signin.title")}</h1>
      <label>${t("volunteer.signin.login")}
        <input name="login" autocomplete="username" autocapitalize="none" spellcheck=${false} required maxlength="64" value=${login} onInput=${(e) => setLogin(e.target.value)} /></label>
      <label>${t("volunteer.signin.password")}
        <input name="password" type="password" autocomplete="current-password" required maxlength="128" value=${password} onInput=${(e) => setPassword(e.target.value)} /></label>
      ${trouble && html`<p class="trouble" role="alert"><${Icon} name="triangle-alert" /> ${trouble}</p>`}
      <button class="button primary" disabled=${busy}>${t("volunteer.signin.go")}</button>
    </form>
  </main>`;
}
