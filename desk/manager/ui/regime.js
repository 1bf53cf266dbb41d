// What several pages know of a regime. Pure.

// informs tells whether a regime has no rule: it only speaks to visitors.
export const informs = (r) =>
  Object.values(r.rules ?? {}).every((rule) => !rule || rule.length === 0);

// untold are the languages in which a wording is missing that stands in
// Azerbaijani: visitors would read Azerbaijani words in their place.
export const untold = (text, languages) =>
  text?.az?.trim() ? languages.filter((l) => !text[l]?.trim()) : [];
