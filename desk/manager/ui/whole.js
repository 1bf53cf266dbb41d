// Whole numbers as people type them.

// whole reads one: digits and nothing else. Anything else stays the text that was typed,
// so that the field still shows it and isWhole refuses it; it is never guessed at.
export const whole = (text) => (/^\d+$/.test(text.trim()) ? Number(text) : text);

// isWhole tells whether what whole read is a number from least to most, both included.
export const isWhole = (read, least, most) =>
  Number.isInteger(read) && read >= least && read <= most;
