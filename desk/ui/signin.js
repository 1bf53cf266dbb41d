import { html, useState, Icon, Mark } from "shared/ui.js";
import { t } from "shared/text.js";
import { post } from "shared/api.js";
import { Languages } from "./languages.js";

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
    <${Languages} />
    <form onSubmit=${send}>
      <${Mark} />
      <h1>${t("desk.signin.title")}</h1>
      <label>${t("desk.signin.login")}
        <input name="login" autocomplete="username" autocapitalize="none" spellcheck=${false} autofocus required maxlength="64"
          value=${login} onInput=${(e) => setLogin(e.target.value)} /></label>
      <label>${t("desk.signin.password")}
        <input name="password" type="password" autocomplete="current-password" required maxlength="128"
          value=${password} onInput=${(e) => setPassword(e.target.value)} /></label>
      ${trouble && html`<p class="trouble" role="alert"><${Icon} name="triangle-alert" /> ${trouble}</p>`}
      <button class="primary" disabled=${busy}>${t("desk.signin.go")}</button>
    </form>
  </main>`;
}
