// Directions, desks and groups of the centre. Changes are gathered on the page
// and take effect together, with the password, or not at all.
import {
  html,
  useState,
  useEffect,
  useLayoutEffect,
  signal,
  Icon,
  Button,
  Dialog,
  toast,
  focusOn,
} from "shared/ui.js";
import { t } from "shared/text.js";
import { post } from "shared/api.js";
import { Tabs } from "../../ui/tabs.js";
import { setup, loadSetup, lost } from "../../ui/store.js";
import { Confirm } from "../../ui/confirm.js";
import { Directions, Desks, Groups } from "./setupparts.js";
import { Promises } from "./setuppromises.js";
import { setupFaults, tabOf, refusedText } from "./setupfaults.js";

// draft is {rev, directions, desks, groups, no_show in minutes}; a figure that was typed and
// is no whole number stands in it as its text, which is a fault.
const draft = signal(null);
const copyOf = (s) =>
  structuredClone({
    rev: s.rev,
    directions: s.directions,
    desks: s.desks.map((d) => ({ side: "", ...d, directions: d.directions ?? [] })),
    groups: s.groups ?? [],
    no_show: Math.round((s.no_show_after ?? 0) / 60),
  });

// mark shows which of the fields on the page are wrong. Their names are enough for it, so
// the tables need not know of faults.
const mark = (faults) =>
  document.querySelectorAll(".setup [name]").forEach((field) => {
    const wrong = faults.some((f) => f.at === field.getAttribute("name"));
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  });

const tabs = ["directions", "promises", "desks", "groups"];

export function SetupPage() {
  const [tab, setTab] = useState(tabs[0]);
  const [saving, setSaving] = useState(false);
  const [pressed, setPressed] = useState(false); // faults are told once somebody wants to save
  useEffect(() => void loadSetup(), []);
  useEffect(() => {
    if (setup.value && !draft.value) draft.value = copyOf(setup.value);
  }, [setup.value]);
  useLayoutEffect(() => mark(pressed && draft.value ? setupFaults(draft.value) : []));
  if (!setup.value || !draft.value)
    return html`<p class="wait" role="status">
      ${lost.value ? lost.value.text : t("manager.loading")}
    </p>`;
  const d = draft.value;
  const set = (part) => (draft.value = { ...d, ...part });
  const original = copyOf(setup.value);
  const changed = JSON.stringify({ ...d, rev: "" }) !== JSON.stringify({ ...original, rev: "" });
  const stale = d.rev !== setup.value.rev;
  const forget = () => {
    setPressed(false);
    draft.value = copyOf(setup.value);
  };
  const faults = setupFaults(d);
  const told = pressed ? faults : [];
  const save = () => {
    setPressed(true);
    if (!faults.length) return setSaving(true);
    setTab(tabOf(faults[0].at));
    setTimeout(() => focusOn(`[name="${faults[0].at}"]`));
  };
  const send = (password) =>
    post("/api/manager/setup", {
      password,
      rev: d.rev,
      directions: d.directions,
      groups: d.groups,
      desks: d.desks.map(({ side, ...desk }) => (side ? { ...desk, side } : desk)),
      no_show_after: d.no_show * 60,
    });
  const saved = (answer) => {
    setup.value = answer;
    draft.value = copyOf(answer);
    setSaving(false);
    setPressed(false);
    toast(t("setup.saved"), "good");
  };
  return html`<main class="setup">
    <div class="acts">
      <h1>${t("setup.title")}</h1>
      <${Tabs} ids=${tabs} open=${tab} words=${(id) => t(`setup.${id}`)} onTab=${setTab} />
    </div>
    ${
      stale &&
      html`<p class="warning-line">
        <${Icon} name="triangle-alert" /> ${t("error.setup-changed")} <${Button}
          icon="refresh-cw"
          onClick=${forget}
        >
          ${t("setup.reload")}
        <//>
      </p>`
    }
    ${
      tab === "directions" && html`<${Directions} d=${d} set=${set} known=${original.directions} />`
    }
    ${
      tab === "promises" &&
      html`<${Promises}
        d=${d}
        set=${set}
        usual=${setup.value.usual_promises}
        most=${setup.value.limits.promises}
      />`
    }
    ${tab === "desks" && html`<${Desks} d=${d} set=${set} />`}
    ${tab === "groups" && html`<${Groups} d=${d} set=${set} known=${original.groups} />`}
    <footer class="save-bar">
      ${
        told.length > 0
          ? html`<span class="trouble" role="alert">
              <${Icon} name="triangle-alert" /> ${[...new Set(told.map((f) => f.text))].join(" · ")}
            </span>`
          : html`<span role="status">${changed ? t("setup.unsaved") : t("setup.same")}</span>`
      }
      <${Button} disabled=${!changed} onClick=${forget}>${t("setup.forget")}<//>
      <button class="primary" name="save" disabled=${!changed} onClick=${save}>
        ${t("setup.save")}
      </button>
    </footer>
    ${
      saving &&
      html`<${Dialog} title=${t("setup.saving")} onClose=${() => (setSaving(false), loadSetup())}>
        <${Confirm}
          first
          send=${send}
          done=${saved}
          label=${t("setup.save.go")}
          explain=${refusedText}
        >
          <p class="hint">${t("setup.saving.text")}</p>
        <//>
      <//>`
    }
  </main>`;
}
