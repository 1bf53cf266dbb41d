// Confirm is a form that ends with the manager's password: what changes the
// rules of the house asks for it again. explain may put a refusal into words of
// its own; first puts the cursor on the password, where nothing else is asked.
// Enter in another field leads to the password, and from there it sends.
import { html, useState, useEffect, useRef, Icon } from "shared/ui.js";
import { t } from "shared/text.js";
import { faultText } from "./fields.js";

export function Confirm({ send, done, label, ready = true, danger, explain, first, children }) {
  const [password, setPassword] = useState("");
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const again = useRef(null);
  useEffect(() => void (first && again.current.focus()), []);
  const submit = async (e) => {
    e.preventDefault();
    if (!password) return again.current.focus();
    setBusy(true);
    setTrouble("");
    try {
      const answer = await send(password);
      setBusy(false);
      done(answer);
    } catch (problem) {
      setBusy(false);
      setPassword("");
      again.current?.focus();
      setTrouble(explain?.(problem) ?? faultText(problem));
    }
  };
  return html`<form class="confirm" onSubmit=${submit}>
    ${children}
    <label>
      ${t("manager.password.again")}
      <input
        ref=${again}
        name="password"
        type="password"
        autocomplete="current-password"
        autofocus=${first}
        aria-required="true"
        maxlength="128"
        value=${password}
        onInput=${(e) => setPassword(e.target.value)}
      />
    </label>
    ${
      trouble &&
      html`<p class="trouble" role="alert"><${Icon} name="triangle-alert" /> ${trouble}</p>`
    }
    <button class=${`primary ${danger ? "danger" : ""}`} disabled=${busy || !ready}>
      ${label}
    </button>
  </form>`;
}
