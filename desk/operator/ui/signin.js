import { html, useState, Icon, Mark } from "shared/ui.js";
import { t, boot, language, setLanguage } from "shared/text.js";
import { post } from "shared/api.js";

export function SignIn({ onDone }) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async (e) => {
    e.preventDefault();
    setBusy(true);
    setTrouble("");
    try {
      onDone(await post("/api/session", { login, password }));
    } catch (problem) {
      setTrouble(problem.text);
      setPassword("");
    } finally {
      setBusy(false);
    }
  };
  return html`<main class="signin">
    <div class="languages" role="group" aria-label=${t("common.language")}>${boot.languages.map((l) => html`<button type="button" lang=${l} aria-pressed=${language.value === l} onClick=${() => setLanguage(l)}>${l.toUpperCase()}</button>`)}</div>
    <form onSubmit=${send}>
      <${Mark} centre=${boot.data.centre} />
      <h1>${t("operator.heading")}</h1>
      <label>${t("operator.login")} <input name="login" autocomplete="username" autocapitalize="none" spellcheck=${false} autofocus required maxlength="64" value=${login} onInput=${(e) => setLogin(e.target.value)} /></label>
      <label>${t("operator.password")} <input name="password" type="password" autocomplete="current-password" required maxlength="128" value=${password} onInput=${(e) => setPassword(e.target.value)} /></label>
      ${trouble && html`<p class="trouble" role="alert"><${Icon} name="triangle-alert" /> ${trouble}</p>`}
      <button class="button primary" disabled=${busy}>${t("operator.sign-in")}</button>
    </form>
  </main>`;
}
