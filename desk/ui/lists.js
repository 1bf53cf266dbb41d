// The waiting lists: who stands where, call up the next, record the answer, print
// the list, and tell a person's place by the application's number.
import { html, useEffect, useState, Icon, Button, toast } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call, post } from "shared/api.js";
import { say } from "./moves.js";
import { ask } from "./ask.js";
import { day } from "./dates.js";
import { More, usePages } from "./more.js";
import { Rules } from "./rules.js";

const query = (l) =>
  `service=${encodeURIComponent(l.service)}&kind=${encodeURIComponent(l.kind ?? "")}`;
const idOf = (l) => `${l.service} ${l.kind ?? ""}`;

export function Lists({ who, turn, open, onOpen, onChange }) {
  const [all, setAll] = useState(null);
  const [chosen, setChosen] = useState("");
  const [rules, setRules] = useState(false);
  useEffect(() => void call("GET", "/api/desk/lists").then(setAll, say), [turn]);
  if (!all) return null;
  const list = all.lists.find((l) => idOf(l) === chosen) ?? all.lists[0];
  return html`
    <div class="whose" role="radiogroup" aria-label=${t("registry.lists")}>
      ${all.lists.map(
        (l) => html`<label key=${idOf(l)} class=${l === list ? "on" : ""}>
          <input
            type="radio"
            name="list"
            checked=${l === list}
            onChange=${() => setChosen(idOf(l))}
          />
          ${pick(l.name) || pick(l.title)} <span class="count">${l.waiting + l.offered}</span>
        </label>`,
      )}
      <span class="grow"></span>
      <${Place} />
      ${
        who.role === "manager" &&
        html`<${Button} icon="settings" data-kind="rules" onClick=${() => setRules(!rules)}>
          ${t("registry.rules")}
        <//>`
      }
    </div>
    ${
      rules &&
      html`<${Rules}
        rules=${all.rules}
        onDone=${(changed) => {
          setRules(false);
          if (changed) onChange();
        }}
      />`
    }
    ${
      list
        ? html`<${List}
          key=${idOf(list)}
          list=${list}
          rules=${all.rules}
          turn=${turn}
          open=${open}
          onOpen=${onOpen}
          onChange=${onChange}
        />`
        : html`<p class="none">${t("registry.nothing")}</p>`
    }
  `;
}

function Place() {
  const [number, setNumber] = useState("");
  const find = async (e) => {
    e.preventDefault();
    try {
      const p = await call(
        "GET",
        `/api/desk/lists/place?number=${encodeURIComponent(number.trim())}`,
      );
      toast(`${p.number}: ${t("registry.place.of", { place: p.place, of: p.of })}`, "good");
    } catch (problem) {
      say(problem);
    }
  };
  return html`<form class="place-of" onSubmit=${find}>
    <label>
      ${t("registry.place")}
      <input
        name="place"
        value=${number}
        maxlength="40"
        placeholder="DEMO-2026-000017"
        onInput=${(e) => setNumber(e.target.value)}
      />
    </label>
  </form>`;
}

function List({ list, rules, turn, open, onOpen, onChange }) {
  const { page, busy, more } = usePages(
    async (after) => {
      const { entries, next, total } = await call(
        "GET",
        `/api/desk/lists/entries?${query(list)}&after=${encodeURIComponent(after)}`,
      );
      return { rows: entries, next, total };
    },
    idOf(list),
    turn,
  );
  if (!page) return null;
  const send = async (path, body) => {
    try {
      await post(`/api/desk/lists/${path}`, body);
      onChange();
    } catch (problem) {
      say(problem);
    }
  };
  const offer = async () => {
    const what = await ask({
      title: t("registry.offer.title"),
      text: t("registry.note.private"),
      choices: [],
      free: t("registry.offer.what"),
    });
    if (what) send("offer", { service: list.service, ...(list.kind && { kind: list.kind }), what });
  };
  const decline = async (e) => {
    const keep = await ask({
      title: t("registry.decline.title", { number: e.number }),
      choices: [
        { value: "keep", label: t("registry.decline.keep") },
        { value: "leave", label: t("registry.decline.leave") },
      ],
    });
    if (!keep) return;
    const note = await ask({
      title: t("registry.decline.why"),
      text: t("registry.note.private"),
      choices: ["health", "family", "date"].map((r) => ({
        value: t(`registry.decline.${r}`),
        label: t(`registry.decline.${r}`),
      })),
      free: t("registry.note"),
    });
    if (note)
      send("answer", { application: e.application, accept: false, keep: keep === "keep", note });
  };
  return html`
    <div class="list-bar">
      <h1>${pick(list.title)}${pick(list.name) && html` · ${pick(list.name)}`}</h1>
      <button
        type="button"
        class="primary"
        data-kind="offer"
        disabled=${list.waiting === 0}
        onClick=${offer}
      >
        <${Icon} name="bell-ring" /> ${t("registry.offer.next")}
      </button>
      <a
        class="button"
        href=${`/api/desk/lists/list.pdf?${query(list)}`}
        target="_blank"
        rel="noopener"
      >
        <${Icon} name="printer" /> ${t("registry.print")}
      </a>
    </div>
    ${
      page.rows.length === 0
        ? html`<p class="none">${t("registry.list.empty")}</p>`
        : html`
          <table class="rows entries">
            <thead>
              <tr>
                <th>${t("registry.fact.place")}</th>
                <th>${t("registry.number")}</th>
                <th>${t("registry.applicant")}</th>
                <th>${t("registry.since")}</th>
                <th>${t("registry.privilege")}</th>
                <th>${t("registry.stage")}</th>
              </tr>
            </thead>
            <tbody>
              ${page.rows.map(
                (e) => html`<${Entry}
                  key=${e.application}
                  entry=${e}
                  rules=${rules}
                  open=${e.application === open}
                  onOpen=${onOpen}
                  onDecline=${decline}
                  onAccept=${() => send("answer", { application: e.application, accept: true })}
                />`,
              )}
            </tbody>
          </table>
          <${More}
            shown=${page.rows.length}
            total=${page.total}
            next=${page.next}
            busy=${busy}
            onMore=${more}
          />
        `
    }
  `;
}

// looks are the signs of what became of the message about an offer.
const looks = { sent: "circle-check", waiting: "hourglass", refused: "triangle-alert" };

function Entry({ entry: e, rules, open, onOpen, onAccept, onDecline }) {
  const privilege = rules.privileges.find((p) => p.id === e.privilege);
  return html`<tr class=${open ? "open" : ""}>
    <td class="number">${e.place}</td>
    <td>
      <button type="button" class="link" onClick=${() => onOpen(e.application)}>${e.number}</button>
    </td>
    <td>${e.name ?? "—"} ${e.phone && html`<small>${e.phone}</small>`}</td>
    <td>${day(e.since)}</td>
    <td>${privilege ? pick(privilege.name) : "—"}</td>
    <td>
      ${
        e.status === "offered"
          ? html`
            <span class="stage offered">${t("registry.offered", { date: day(e.until) })}</span> <small>
              ${e.offer}
            </small>
            ${
              looks[e.told] &&
              html`<small class=${`sms ${e.told}`}>
                <${Icon} name=${looks[e.told]} /> ${t(`registry.told.${e.told}`)}
              </small>`
            }
            <span class="answers-line">
              <${Button} icon="check" data-kind="accept" onClick=${onAccept}>
                ${t("registry.accept")}
              <//>
              <${Button} icon="x" data-kind="decline" onClick=${() => onDecline(e)}>
                ${t("registry.decline")}
              <//>
            </span>
          `
          : html`
            ${t("registry.waiting")}
            ${e.declined > 0 && html` <small>${t("registry.declined", { n: e.declined })}</small>`}
          `
      }
    </td>
  </tr>`;
}
