// The services: which version of each passport is in force, what it still lacks,
// and the ways to a new version: a document as published, or editing by hand.
import { html, useState, useEffect, signal, Icon, Button, toast } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call } from "shared/api.js";
import { Tabs } from "../../ui/tabs.js";
import { shown } from "../../ui/dates.js";
import { Draft } from "./passportdraft.js";
import { Table } from "./passporttable.js";

const list = signal(null); // {services, classes, directions, rev}
const draft = signal(null); // kept while the manager looks at another page
const tabs = ["services", "directions"];

const load = () =>
  call("GET", "/api/manager/passports")
    .then((got) => (list.value = got))
    .catch((problem) => toast(problem.text, "bad"));

async function open(id, version) {
  try {
    const got = await call(
      "GET",
      `/api/manager/passports/${id}${version ? `?version=${version}` : ""}`,
    );
    draft.value = {
      passport: got.passport,
      findings: got.open,
      versions: got.versions,
      seen: got.passport.version,
      source: "",
    };
    scrollTo(0, 0);
  } catch (problem) {
    toast(problem.text, "bad");
  }
}

export function PassportsPage() {
  const [tab, setTab] = useState(tabs[0]);
  useEffect(() => void load(), []);
  if (!list.value)
    return html`<main class="passports">
      <p class="wait" role="status">${t("manager.loading")}</p>
    </main>`;
  if (draft.value) {
    const leave = (changed) => {
      draft.value = null;
      if (changed) load();
    };
    return html`<${Draft}
      key=${`${draft.value.passport.id}.${draft.value.seen}`}
      start=${draft.value}
      classes=${list.value.classes}
      directions=${list.value.directions}
      onLeave=${leave}
      onVersion=${open}
    />`;
  }
  return html`<main class="passports">
    <div class="acts">
      <h1>${t("passports.title")}</h1>
      <${Tabs} ids=${tabs} open=${tab} words=${(id) => t(`passports.tab.${id}`)} onTab=${setTab} />
    </div>
    ${
      tab === "services"
        ? html`
          <${Upload} />
          <${Services} services=${list.value.services} directions=${list.value.directions} />
        `
        : html`<${Table} list=${list.value} onStored=${(got) => (list.value = got)} />`
    }
  </main>`;
}

// base64 of a file, without what the browser puts before it.
const encoded = (file) =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });

const limit = 2 * 1024 * 1024;

function Upload() {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [over, setOver] = useState(false);
  const read = async (file) => {
    if (!file) return;
    setTrouble("");
    if (file.size > limit) return void setTrouble(`${file.name}: ${t("error.too-large")}`);
    setBusy(true);
    try {
      const got = await call("POST", "/api/manager/passports/read", {
        name: file.name,
        data: await encoded(file),
      });
      draft.value = {
        passport: got.passport,
        findings: got.findings,
        versions: [],
        seen: 0,
        source: file.name,
      };
      scrollTo(0, 0);
    } catch (problem) {
      setTrouble(`${file.name}: ${problem.text ?? t("error.binary")}`);
    } finally {
      setBusy(false);
    }
  };
  const drop = (e) => {
    e.preventDefault();
    setOver(false);
    read(e.dataTransfer.files[0]);
  };
  return html`<section
    class=${`panel upload ${over ? "over" : ""}`}
    onDragOver=${(e) => (e.preventDefault(), setOver(true))}
    onDragLeave=${() => setOver(false)}
    onDrop=${drop}
  >
    <div><h2>${t("passports.upload")}</h2><p class="hint">${t("passports.upload.hint")}</p></div>
    <label class="button primary file">
      <${Icon} name="file-text" /> <span>${t(busy ? "passports.reading" : "passports.drop")}</span>
      <input
        class="unseen"
        type="file"
        name="file"
        accept=".txt,.md,.html,.htm,.docx"
        disabled=${busy}
        onChange=${(e) => (read(e.target.files[0]), (e.target.value = ""))}
      />
    </label>
    ${
      trouble &&
      html`<p class="trouble" role="alert"><${Icon} name="triangle-alert" /> ${trouble}</p>`
    }
  </section>`;
}

// plain is a wording as people type it in a hurry: without case and diacritics.
const plain = (text) =>
  text
    .toLowerCase()
    .replace(/ə/g, "e")
    .replace(/ı/g, "i")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");

function Services({ services, directions }) {
  const [query, setQuery] = useState("");
  const asked = plain(query).split(/\s+/).filter(Boolean);
  const found = services.filter((s) => {
    const hay = plain(`${s.id} ${Object.values(s.name).join(" ")}`);
    return asked.every((word) => hay.includes(word));
  });
  return html`<section class="panel">
    <label class="find">
      <${Icon} name="search" />
      <input
        type="search"
        name="query"
        aria-label=${t("passports.search")}
        placeholder=${t("passports.search")}
        value=${query}
        onInput=${(e) => setQuery(e.target.value)}
      />
    </label>
    <table>
      <thead>
        <tr>
          ${["service", "direction", "version", "stored", "state"].map(
            (k) => html`<th key=${k}>${t(`passports.${k}`)}</th>`,
          )}
          <th></th>
        </tr>
      </thead>
      <tbody>
        ${found.map(
          (s) => html`<tr key=${s.id} data-id=${s.id}>
            <th scope="row">${pick(s.name)}<small>${s.id}</small></th>
            <td>
              ${
                pick(directions.find((d) => d.id === s.direction)?.name) ||
                html`<span class="state bad">
                  <${Icon} name="triangle-alert" /> ${t("passports.table.gone")}
                </span>`
              }
            </td>
            <td class="n">${s.version}</td>
            <td>${s.at ? shown(s.at) : t("passports.shipped")}</td>
            <td><${State} line=${s} /></td>
            <td class="row-acts">
              <${Button} icon="pencil" onClick=${() => open(s.id)}>${t("passports.edit")}<//>
            </td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${found.length === 0 && html`<p class="hint" role="status">${t("passports.none")}</p>`}
  </section>`;
}

function State({ line }) {
  if (!line.open && !line.missing)
    return html`<span class="state good">
      <${Icon} name="circle-check" /> ${t("passports.complete")}
    </span>`;
  return html`<span class="states">
    ${
      line.open > 0 &&
      html`<span class="state warn">
        <${Icon} name="circle-help" /> ${t("passports.open", { n: line.open })}
      </span>`
    }
    ${
      line.missing > 0 &&
      html`<span class="state">
        <${Icon} name="languages" /> ${t("passports.missing", { n: line.missing })}
      </span>`
    }
  </span>`;
}
