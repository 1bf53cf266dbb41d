// A visitor is back with the missing paper and the code on it: the ticket that
// this issues stands near the front.
import { html, useState, Icon, toast } from "shared/ui.js";
import { t } from "shared/text.js";
import { post } from "shared/api.js";
import { say } from "./moves.js";

export function BackAgain() {
  const [code, setCode] = useState("");
  const digits = code.replace(/\D/g, "");
  const redeem = async (e) => {
    e.preventDefault();
    if (digits.length !== 6) return;
    try {
      const ticket = await post("/api/desk/returns/redeem", { code: digits });
      toast(t("desk.back.done", { number: ticket.number }), "good");
      setCode("");
    } catch (problem) {
      say(problem);
    }
  };
  return html`<form class="back-again" onSubmit=${redeem}>
    <label>
      ${t("desk.back.code")}
      <input
        name="return"
        inputmode="numeric"
        maxlength="7"
        placeholder="000 000"
        value=${code}
        onInput=${(e) => setCode(e.target.value)}
      />
    </label>
    <button
      disabled=${digits.length !== 6}
      aria-label=${t("desk.back.go")}
      title=${t("desk.back.go")}
    >
      <${Icon} name="corner-down-left" />
    </button>
  </form>`;
}
