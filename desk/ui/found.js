// Search over all applications: a number or its end, a FIN or the number of another
// document, a phone, or words of a name in any spelling. Arrows and Enter open one.
import { html, useEffect, useRef, useState, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call } from "shared/api.js";
import { say } from "./moves.js";
import { day } from "./dates.js";

export function Search({ open, onOpen, turn }) {
  const [query, setQuery] = useState("");
  const [found, setFound] = useState(null);
  const [at, setAt] = useState(0);
  const field = useRef(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    let current = true;
    const wait = setTimeout(async () => {
      if (!query.trim()) return setFound(null);
      try {
        const { applications } = await call("GET", `/api/desk/search?q=${encodeURIComponent(query)}`);
        if (!current) return;
        setFound(applications);
        setAt(0);
      } catch (problem) {
        say(problem);
      }
    }, 120);
    return () => {
      current = false;
      clearTimeout(wait);
    };
  }, [query, turn]);
  const keys = (e) => {
    if (e.key === "ArrowDown") setAt(Math.min(at + 1, (found?.length ?? 1) - 1));
    else if (e.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (e.key === "Enter" && found?.[at]) onOpen(found[at].id);
    else return;
    e.preventDefault();
  };
  return html`<label class="search"><${Icon} name="search" />
      <input ref=${field} type="search" name="q" maxlength="120" placeholder=${t("registry.search.hint")} aria-label=${t("registry.search.hint")}
        value=${query} onInput=${(e) => setQuery(e.target.value)} onKeyDown=${keys} /></label>
    ${found === null
      ? html`<p class="none">${t("registry.search.how")}</p>`
      : found.length === 0
        ? html`<p class="none" role="status">${t("registry.search.none")}</p>`
        : html`<table class="rows">
            <thead><tr><th>${t("registry.number")}</th><th>${t("registry.applicant")}</th><th>${t("registry.service")}</th><th>${t("registry.registered")}</th><th>${t("registry.stage")}</th></tr></thead>
            <tbody>${found.map(
              (a, i) => html`<tr key=${a.id} class=${`${i === at ? "at" : ""} ${a.id === open ? "open" : ""}`} onClick=${() => onOpen(a.id)}>
                <td><button type="button" class="link" tabindex="-1">${a.number}</button></td><td>${a.applicant || "—"}</td><td>${pick(a.title)}</td><td>${day(a.registered_on)}</td>
                <td><span class=${`stage ${a.stage}`}>${t(`stage.${a.stage}`)}</span></td></tr>`,
            )}</tbody></table>`}`;
}
