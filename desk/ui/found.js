// Search over all applications: a number or its end, a FIN or the number of another
// document, a phone, or words of a name in any spelling. Arrows and Enter open one.
import { html, useEffect, useRef, useState, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call } from "shared/api.js";
import { day } from "./dates.js";
import { More, usePages } from "./more.js";

export function Search({ open, onOpen, turn }) {
  const [typed, setTyped] = useState("");
  const [query, setQuery] = useState(""); // as it was when typing paused
  const [at, setAt] = useState(0);
  const field = useRef(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const wait = setTimeout(() => {
      setQuery(typed.trim());
      setAt(0);
    }, 120);
    return () => clearTimeout(wait);
  }, [typed]);
  const { page, busy, more } = usePages(
    async (after) => {
      if (!query) return null;
      const { applications, next } = await call("POST", "/api/desk/search", { q: query, after });
      return { rows: applications, next };
    },
    query,
    turn,
  );
  const found = query ? page?.rows : null;
  const marked = Math.min(at, (found?.length || 1) - 1);
  useEffect(
    () => document.querySelector(".rows tr.at")?.scrollIntoView({ block: "nearest" }),
    [marked, found?.length],
  );
  const keys = async (e) => {
    if (!["ArrowDown", "ArrowUp", "Enter"].includes(e.key)) return;
    e.preventDefault();
    if (e.key === "ArrowUp") setAt(Math.max(marked - 1, 0));
    else if (e.key === "Enter") found?.[marked] && onOpen(found[marked].id);
    else {
      if (marked + 1 === found?.length) await more(); // the next page hangs on below
      setAt(marked + 1);
    }
  };
  return html`
    <label class="search">
      <${Icon} name="search" />
      <input
        ref=${field}
        type="search"
        name="q"
        maxlength="120"
        placeholder=${t("registry.search.hint")}
        aria-label=${t("registry.search.hint")}
        value=${typed}
        onInput=${(e) => setTyped(e.target.value)}
        onKeyDown=${keys}
      />
    </label>
    ${
      !found
        ? html`<p class="none">${t("registry.search.how")}</p>`
        : found.length === 0
          ? html`
            <p class="none" role="status">${t("registry.search.none")}</p>
            ${
              page.next &&
              html`<${More} shown=${0} next=${page.next} busy=${busy} onMore=${more} />`
            }
          `
          : html`
            <table class="rows">
              <thead>
                <tr>
                  <th>${t("registry.number")}</th>
                  <th>${t("registry.applicant")}</th>
                  <th>${t("registry.service")}</th>
                  <th>${t("registry.registered")}</th>
                  <th>${t("registry.stage")}</th>
                </tr>
              </thead>
              <tbody>
                ${found.map(
                  (a, i) => html`<tr
                    key=${a.id}
                    class=${`${i === marked ? "at" : ""} ${a.id === open ? "open" : ""}`}
                    onClick=${() => onOpen(a.id)}
                  >
                    <td><button type="button" class="link" tabindex="-1">${a.number}</button></td>
                    <td>${a.applicant || "—"}</td>
                    <td>${pick(a.title)}</td>
                    <td>${day(a.registered_on)}</td>
                    <td><span class=${`stage ${a.stage}`}>${t(`stage.${a.stage}`)}</span></td>
                  </tr>`,
                )}
              </tbody>
            </table>
            ${
              (page.next || found.length > 10) &&
              html`<${More} shown=${found.length} next=${page.next} busy=${busy} onMore=${more} />`
            }
          `
    }
  `;
}
