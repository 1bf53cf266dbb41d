// Rows that come page by page: a button at their end, which Alt+M presses from
// anywhere, and a word of how many are shown.
import { html, useEffect, useRef, useState, Button } from "shared/ui.js";
import { t } from "shared/text.js";
import { say } from "./moves.js";

const mostAsked = 20; // pages at one go

// usePages reads rows by read(after) → {rows, next, …}, or null for nothing to read.
// At a new turn it reads as many anew as were shown, of another whole the first
// page. A page that comes too late is dropped.
export function usePages(read, whole, turn) {
  const [page, setPage] = useState(null);
  const [busy, setBusy] = useState(false);
  const round = useRef(0);
  const shown = useRef(null); // the whole
  const get = async (least, had) => {
    const mine = ++round.current;
    setBusy(true);
    try {
      let got = had;
      let asked = 0; // a page may be empty and not the last
      do {
        const next = await read(got?.next ?? "");
        if (mine !== round.current) return;
        got = next && { ...next, rows: [...(got?.rows ?? []), ...next.rows] };
      } while (got?.next && got.rows.length < least && ++asked < mostAsked);
      shown.current = whole;
      setPage(got);
    } catch (problem) {
      if (mine === round.current) say(problem);
    } finally {
      if (mine === round.current) setBusy(false);
    }
  };
  useEffect(
    () => void get(shown.current === whole ? (page?.rows.length ?? 1) : 1, null),
    [whole, turn],
  );
  useEffect(() => () => void round.current++, []);
  return { page, busy, more: async () => !busy && page?.next && get(page.rows.length + 1, page) };
}

// More leads the keyboard on to the first of the new rows, when it was here. Where
// several stand side by side, each has its own button and none the key.
export function More({ shown, total, next, busy, onMore, own }) {
  const here = useRef(null);
  useEffect(() => {
    if (!next || own) return;
    const press = (e) => {
      if (
        !e.altKey ||
        e.ctrlKey ||
        e.metaKey ||
        e.code !== "KeyM" ||
        document.querySelector("dialog[open]")
      )
        return;
      e.preventDefault();
      onMore();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
  const click = async () => {
    const rows = () => place.querySelectorAll("tbody tr, ul > li");
    const place = here.current.parentElement;
    const had = rows().length;
    await onMore();
    setTimeout(() => rows()[had]?.querySelector("button")?.focus());
  };
  return html`<p class="more" ref=${here}>
    <span role="status">${t("registry.shown", { n: total ? `${shown} / ${total}` : shown })}</span>
    ${
      next &&
      html`<${Button}
        icon="chevron-down"
        keys=${own ? "" : "Alt M"}
        busy=${busy}
        data-kind="more"
        onClick=${click}
      >
        ${t("registry.more")}
      <//>`
    }
  </p>`;
}
