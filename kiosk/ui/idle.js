// Whoever walks away leaves nothing behind: after a minute without a touch the
// screen asks, seen and heard, and after twenty seconds more it starts anew. A
// slow visitor can have more time, ten times.
import { html, signal, useEffect, Icon } from "shared/ui.js";
import { t } from "shared/text.js";
import { screen, pristine, reset } from "./visit.js";

const quietFor = 60,
  warnFor = 20,
  extensions = 10; // seconds, seconds, times
const left = signal(0); // of the warning; 0 = none

export function Idle() {
  useEffect(() => {
    let touched = performance.now(),
      extended = 0,
      warned = 0;
    const touch = () => {
      touched = performance.now();
      if (left.value && extended < extensions) {
        extended++;
        left.value = 0;
      }
    };
    addEventListener("pointerdown", touch);
    addEventListener("keydown", touch);
    const tick = setInterval(() => {
      // The ticket counts down by itself; the first screen has nothing to leave.
      if (pristine() || screen.value.name === "ticket") {
        touched = performance.now();
        extended = left.value = 0;
        return;
      }
      const over = (performance.now() - touched) / 1000 - quietFor;
      if (over < 0) return;
      if (over >= warnFor) {
        left.value = extended = 0;
        return reset();
      }
      left.value = Math.ceil(warnFor - over);
      if (left.value % 5 === 0 && left.value !== warned) beep();
      warned = left.value;
    }, 250);
    return () => {
      removeEventListener("pointerdown", touch);
      removeEventListener("keydown", touch);
      clearInterval(tick);
    };
  }, []);
  if (!left.value) return null;
  return html`<div class="idle" role="alertdialog" aria-modal="true">
    <div>
      <${Icon} name="alarm-clock" />
      <h1>${t("kiosk.idle.title")}</h1>
      <p>${t("kiosk.idle.text", { n: left.value })}</p>
      <button type="button" class="go">${t("kiosk.idle.more")}</button>
    </div>
  </div>`;
}

let sound;
function beep() {
  try {
    sound ??= new AudioContext();
    const tone = sound.createOscillator(),
      level = sound.createGain();
    tone.frequency.value = 660;
    level.gain.setValueAtTime(0.15, sound.currentTime);
    level.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + 0.35);
    tone.connect(level).connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + 0.35);
  } catch {
    // No sound on this machine: the warning is still seen.
  }
}
