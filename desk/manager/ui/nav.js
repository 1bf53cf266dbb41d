// The pages of the console. The address after # names the page, so the browser's
// own back and forward work. First what a day asks for, then what is set up once.
import { html, signal, useEffect, Icon } from "shared/ui.js";
import { t } from "shared/text.js";

const pages = [
  ["hall", "building-2"],
  ["regimes", "scroll-text"],
  ["notices", "megaphone"],
  ["calendar", "calendar-days"],
  ["feedback", "smile"],
  ["setup", "split"],
  ["people", "users"],
  ["devices", "monitor"],
  ["passports", "book-open"],
  ["connections", "send"],
  ["record", "history"],
];
const named = () =>
  pages.some(([id]) => `#${id}` === location.hash) ? location.hash.slice(1) : "hall";

export const page = signal(named());

export function Nav() {
  useEffect(() => {
    const turn = () => (page.value = named());
    addEventListener("hashchange", turn);
    return () => removeEventListener("hashchange", turn);
  }, []);
  return html`<nav class="pages" aria-label=${t("manager.pages")}>
    ${pages.map(
      ([id, icon]) => html`<a
        key=${id}
        href=${`#${id}`}
        aria-current=${page.value === id ? "page" : undefined}
      >
        <${Icon} name=${icon} /> ${t(`manager.page.${id}`)}
      </a>`,
    )}
    <a href="/registry?role=manager" target="registry">
      <${Icon} name="list-checks" /> ${t("manager.registry")}
    </a>
  </nav>`;
}
