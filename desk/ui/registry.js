// The registry: every application can be found, followed and moved on; what is
// due is on the board; the waiting lists are worked from here. For agents and for
// the manager, beside the work at the desk.
import { html, render, useEffect, useState, Icon, Mark, Toasts, Languages } from "shared/ui.js";
import { t, boot } from "shared/text.js";
import { session, SignIn } from "shared/staff.js";
import { Asking } from "./ask.js";
import { Search } from "./found.js";
import { Board } from "./board.js";
import { Lists } from "./lists.js";
import { Dossier } from "./dossier.js";

const tabs = ["search", "deadlines", "lists"];
const icons = { search: "search", deadlines: "alarm-clock", lists: "list-ordered" };

// A browser may be signed in as both; the manager's console says which it means.
const roles =
  new URLSearchParams(location.search).get("role") === "manager"
    ? ["manager", "agent"]
    : ["agent", "manager"];

const me = session(...roles);
const { who } = me;

function App() {
  const [tab, setTab] = useState(
    tabs.includes(location.hash.slice(1)) ? location.hash.slice(1) : "search",
  );
  const [open, setOpen] = useState(null); // id of the application shown
  const [turn, setTurn] = useState(0); // counts what was changed here
  useEffect(() => void history.replaceState(null, "", `${location.search}#${tab}`), [tab]);
  useEffect(() => {
    const press = (e) => {
      const n = Number(e.key);
      if (e.altKey && n >= 1 && n <= tabs.length) {
        e.preventDefault();
        setTab(tabs[n - 1]);
      } else if (e.key === "Escape" && !document.querySelector("dialog[open]")) setOpen(null);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  if (who.value === undefined) return html`<p class="wait" role="status">${t("desk.loading")}</p>`;
  if (who.value === null) return html`<${SignIn} title=${t("registry.signin")} onDone=${me.ask} />`;
  const view = { search: Search, deadlines: Board, lists: Lists }[tab];
  return html`
    <header class="bar">
      <${Mark} centre=${boot.data.centre} />
      <nav class="tabs" role="tablist">
        ${tabs.map(
          (n, i) => html`<button
            type="button"
            role="tab"
            key=${n}
            data-tab=${n}
            aria-selected=${tab === n}
            onClick=${() => setTab(n)}
          >
            <${Icon} name=${icons[n]} /> ${t(`registry.${n}`)} <kbd>Alt ${i + 1}</kbd>
          </button>`,
        )}
      </nav>
      <span class="grow"></span>
      <span class="who"><${Icon} name="user" /> ${who.value.name || who.value.login}</span>
      <${Languages} />
    </header>
    <main class=${`registry ${open ? "two" : ""}`}>
      <section class="view" role="tabpanel">
        <${view}
          who=${who.value}
          turn=${turn}
          open=${open}
          onOpen=${setOpen}
          onChange=${() => setTurn(turn + 1)}
        />
      </section>
      ${
        open &&
        html`<${Dossier}
          key=${open}
          id=${open}
          turn=${turn}
          onClose=${() => setOpen(null)}
          onChange=${() => setTurn(turn + 1)}
        />`
      }
      <${Asking} />
    </main>
  `;
}

me.ask();
render(html`<${App} /><${Toasts} />`, document.getElementById("root"));
