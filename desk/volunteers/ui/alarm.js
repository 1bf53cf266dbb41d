// A new call is felt and heard, once.
let known = null; // ids of the open calls in the frame before; null before the first

export function attend(frame) {
  const open = new Set(frame.calls.map((c) => c.id));
  const fresh = known === null ? open.size > 0 : [...open].some((id) => !known.has(id));
  known = open;
  if (!fresh || frame.mine) return;
  // A page that was never touched may not shake the phone, and says so in its log.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([200, 100, 200]);
  sound();
}

let audio;
function sound() {
  try {
    audio ??= new AudioContext();
    for (const [i, pitch] of [660, 880].entries()) {
      const from = audio.currentTime + i * 0.22,
        tone = audio.createOscillator(),
        level = audio.createGain();
      tone.frequency.value = pitch;
      level.gain.setValueAtTime(0.2, from);
      level.gain.exponentialRampToValueAtTime(0.001, from + 0.35);
      tone.connect(level).connect(audio.destination);
      tone.start(from);
      tone.stop(from + 0.35);
    }
  } catch {
    // No sound on this phone: the call is still seen.
  }
}
