// What is wrong with a draft of the configuration before it is sent:
// [{at, text}], at being the name of the field. The server's rules (queue.Config.Validate) in words.
import { t, pick, boot } from "shared/text.js";
import { isWhole } from "../../ui/whole.js";

// mistaken are the letters that are read as another one on paper or screen.
const mistaken = { E: "Ə", I: "İ, 1", O: "Ö, 0", S: "Ş", C: "Ç", G: "Ğ", U: "Ü" };
const maxHeadStart = 120; // minutes
const maxPromised = 120; // minutes
const maxNoShow = 24 * 60; // minutes

export function setupFaults(d) {
  const found = [];
  const wrong = (at, key, args) => found.push({ at, text: t(`setup.wrong.${key}`, args) });
  const unnamed = (one) => boot.languages.some((l) => !one.name[l].trim());
  d.directions.forEach((one, i) => {
    const letter = [...one.prefix].find((l) => mistaken[l]);
    const twin = d.directions.findIndex((other) => other.prefix === one.prefix);
    if (!/^[A-Z]{1,2}$/.test(one.prefix)) wrong(`prefix-${i}`, "prefix");
    else if (letter) wrong(`prefix-${i}`, "letter", { letter, like: mistaken[letter] });
    else if (twin < i)
      wrong(`prefix-${i}`, "prefix-twice", {
        prefix: one.prefix,
        other: pick(d.directions[twin].name),
      });
    if (unnamed(one)) wrong(`direction-${i}-az`, "names");
    else if (d.directions.findIndex((other) => other.id === one.id) < i || !one.id)
      wrong(`direction-${i}-en`, "same-name");
    (one.promises ?? []).forEach((p, n, all) => {
      const [minutes, percent] = [`promise-${i}-${n}`, `percent-${i}-${n}`];
      const bounds = { direction: pick(one.name), n: maxPromised };
      if (!isWhole(p.minutes, 1, maxPromised)) wrong(minutes, "promise", bounds);
      else if (all.findIndex((o) => o.to === p.to && o.minutes === p.minutes) < n)
        wrong(minutes, "promise-twice", { direction: pick(one.name), n: p.minutes });
      if (!isWhole(p.percent, 1, 100)) wrong(percent, "promise", bounds);
    });
  });
  d.desks.forEach((one, i) => {
    if (!/^[A-Za-z0-9_-]+$/.test(one.id)) wrong(`desk-${i}`, "desk");
    else if (d.desks.findIndex((other) => other.id === one.id) < i)
      wrong(`desk-${i}`, "desk-twice", { desk: one.id });
  });
  d.groups.forEach((one, i) => {
    if (unnamed(one)) wrong(`group-${i}-az`, "names");
    else if (d.groups.findIndex((other) => other.id === one.id) < i || !one.id)
      wrong(`group-${i}-en`, "same-name");
    if (!isWhole(one.head_start, 0, maxHeadStart * 60))
      wrong(`head-start-${i}`, "head-start", { n: maxHeadStart });
  });
  if (!isWhole(d.no_show, 0, maxNoShow)) wrong("no-show", "no-show");
  return found;
}

// tabs are the parts of the page, by how the names of their fields begin.
const tabs = {
  prefix: "directions",
  direction: "directions",
  promise: "promises",
  percent: "promises",
  desk: "desks",
  "no-show": "desks",
};

export const tabOf = (at) =>
  Object.entries(tabs).find(([begins]) => at.startsWith(begins))?.[1] ?? "groups";

// refusedText is what only the server could know: something is still in use today.
export const refusedText = (problem) =>
  problem.by ? t(`setup.used.${problem.by}`, { what: problem.what }) : null;
