// Which service did the visitor come for? Typing finds it, with or without
// diacritics; arrow keys and Enter choose.
import { html, useState, useEffect, useRef, Icon } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call } from "shared/api.js";

export function Services({ direction, again, onChoose }) {
  const [query, setQuery] = useState("");
  const [found, setFound] = useState([]);
  const [at, setAt] = useState(0);
  const field = useRef(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    let current = true;
    const asked = new URLSearchParams({ q: query, ...(!query && { direction }) });
    const path = `/api/desk/services?${asked}`;
    const wait = setTimeout(
      async () => {
        const { services } = await call("GET", path).catch(() => ({ services: [] }));
        if (!current) return;
        setFound(services);
        setAt(0);
      },
      query ? 120 : 0,
    );
    return () => {
      current = false;
      clearTimeout(wait);
    };
  }, [query, direction]);
  const keys = (e) => {
    if (e.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
    else if (e.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (e.key === "Enter" && found[at]) onChoose(found[at].id);
    else return;
    e.preventDefault();
  };
  return html`<div class="services">
    <h1>${again ? t("desk.service.another") : t("desk.service.which")}</h1>
    <label class="search">
      <${Icon} name="search" />
      <input
        ref=${field}
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls="found"
        maxlength="80"
        placeholder=${t("desk.service.search")}
        aria-label=${t("desk.service.search")}
        value=${query}
        onInput=${(e) => setQuery(e.target.value)}
        onKeyDown=${keys}
      />
    </label>
    <ul id="found" role="listbox">
      ${found.map(
        (s, i) => html`<li key=${s.id} role="option" aria-selected=${i === at}>
          <button type="button" tabindex="-1" onClick=${() => onChoose(s.id)}>
            <b>${pick(s.name)}</b>
            <small>${s.id}</small>
          </button>
        </li>`,
      )}
    </ul>
    ${found.length === 0 && html`<p class="none">${t("desk.service.none")}</p>`}
  </div>`;
}
