// Rebuilds the bank of clips from words.json: `node assets/voice/make.mjs`.
//
// It needs espeak-ng, sox and opusenc. Every clip is mono, 24 kHz, trimmed of
// silence and brought to one loudness, because clips are joined into sentences
// and a word that is louder than its neighbour sounds like an alarm. A folder
// recorded by people takes the place of a generated one under the same names;
// then run only `node assets/voice/make.mjs --check`.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const words = JSON.parse(readFileSync(join(here, "words.json"), "utf8"));
const work = mkdtempSync(join(tmpdir(), "voice-"));

const loudness = -20; // dBFS, RMS over the spoken part
const ceiling = -2; // dBFS, no sample above it
const maxBankBytes = 150_000; // one language

const run = (tool, ...args) =>
  execFileSync(tool, args.map(String), { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** Figures of a sound file: seconds, and RMS and peak in dBFS. */
function measure(file) {
  const wav = join(work, "measure.wav");
  run("ffmpeg", "-y", "-loglevel", "error", "-i", file, "-ac", "1", wav);
  const seconds = Number(run("soxi", "-D", wav));
  // sox prints its figures on standard error.
  const text = run("sh", "-c", `sox "${wav}" -n stats 2>&1`);
  const figure = (label) => Number(text.match(new RegExp(`${label}\\s+(-?[0-9.]+|-inf)`))[1]);
  return { seconds, rms: figure("RMS lev dB"), peak: figure("Pk lev dB") };
}

function encode(wav, target) {
  run(
    "opusenc",
    "--quiet",
    "--bitrate",
    24,
    "--framesize",
    20,
    "--discard-comments",
    "--discard-pictures",
    "--padding",
    0,
    "--serial",
    1,
    wav,
    target,
  );
}

/** Brings a raw take to the bank's loudness and writes it. */
function finish(raw, target) {
  const trimmed = join(work, "trimmed.wav");
  const levelled = join(work, "levelled.wav");
  const edge = ["silence", "1", "0.01", "0.4%", "reverse"];
  run("sox", raw, "-b", 16, "-c", 1, "-r", 24000, trimmed, "highpass", 80, ...edge, ...edge);
  const gain = loudness - measure(trimmed).rms;
  // The limiter of `gain -l` holds 0 dBFS; the last gain lowers that to the ceiling.
  run(
    "sox",
    trimmed,
    "-b",
    16,
    levelled,
    "gain",
    "-l",
    gain - ceiling,
    "gain",
    ceiling,
    "fade",
    "t",
    0.004,
    "-0",
    0.012,
    "pad",
    0.012,
    0.018,
  );
  encode(levelled, target);
}

function speak(language, { voice, speed, pitch, range }, entry, target) {
  const raw = join(work, "raw.wav");
  const { text, phonemes, end } = typeof entry === "string" ? { text: entry } : entry;
  // A comma leaves the voice in mid-sentence, which is where most clips stand.
  const said = (phonemes ? `[[${phonemes}]]` : text) + (end ? "." : ",");
  run(
    "espeak-ng",
    "-m",
    "-v",
    voice,
    "-s",
    speed,
    "-p",
    pitch,
    "-w",
    raw,
    `<speak><prosody range="${range}">${said}</prosody></speak>`,
  );
  finish(raw, target);
}

/** Two soft bell tones, a falling fourth, with an octave above each. */
function chime(target) {
  const bell = (name, hz, seconds) => {
    const part = (h, level, length) => {
      const file = join(work, `${name}-${h}.wav`);
      run(
        "sox",
        "-n",
        "-r",
        24000,
        "-c",
        1,
        file,
        "synth",
        seconds,
        "sine",
        hz * h,
        "fade",
        "l",
        0.006,
        seconds,
        length,
        "gain",
        level,
      );
      return file;
    };
    const file = join(work, `${name}.wav`);
    run(
      "sox",
      "-m",
      part(1, -7, seconds - 0.05),
      part(2, -19, seconds * 0.7),
      part(3, -27, seconds * 0.5),
      file,
    );
    return file;
  };
  const low = join(work, "low-late.wav");
  run("sox", bell("low", 587.33, 1.2), low, "pad", 0.42, 0);
  const both = join(work, "chime.wav");
  run("sox", "-m", bell("high", 783.99, 1.0), low, "-b", 16, both, "gain", "-n", -6);
  run(
    "opusenc",
    "--quiet",
    "--bitrate",
    40,
    "--discard-comments",
    "--discard-pictures",
    "--padding",
    0,
    "--serial",
    1,
    both,
    target,
  );
}

function build() {
  chime(join(here, "chime.opus"));
  for (const [language, table] of Object.entries(words)) {
    const folder = join(here, language);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [name, entry] of Object.entries(table.clips))
      speak(language, table, entry, join(folder, `${name}.opus`));
  }
}

/** Every clip of the table is there, none besides, each within its bounds. */
function check() {
  const wrong = [];
  const judge = (name, f, maxSeconds) => {
    if (f.seconds < 0.1 || f.seconds > maxSeconds) wrong.push(`${name}: ${f.seconds.toFixed(2)} s`);
    if (f.peak > -0.5) wrong.push(`${name}: peak ${f.peak} dBFS`);
    if (Math.abs(f.rms - loudness) > 3) wrong.push(`${name}: RMS ${f.rms} dBFS`);
  };
  for (const [language, table] of Object.entries(words)) {
    const folder = join(here, language);
    const there = readdirSync(folder).map((file) => file.replace(/\.opus$/, ""));
    const wanted = Object.keys(table.clips);
    for (const name of wanted)
      if (!there.includes(name)) wrong.push(`${language}/${name}: no clip`);
    for (const name of there)
      if (!wanted.includes(name)) wrong.push(`${language}/${name}: not in words.json`);
    let bytes = 0;
    const all = there.map((name) => {
      const file = join(folder, `${name}.opus`);
      bytes += statSync(file).size;
      const f = measure(file);
      judge(`${language}/${name}`, f, 3);
      return f;
    });
    if (bytes > maxBankBytes) wrong.push(`${language}: ${bytes} bytes`);
    const span = (key) =>
      `${Math.min(...all.map((f) => f[key])).toFixed(1)} … ${Math.max(...all.map((f) => f[key])).toFixed(1)}`;
    const levels = `RMS ${span("rms")} dBFS, peak ${span("peak")} dBFS`;
    console.log(
      `${language}: ${there.length} clips, ${bytes} bytes, ${span("seconds")} s, ${levels}`,
    );
  }
  const f = measure(join(here, "chime.opus"));
  console.log(`chime: ${f.seconds.toFixed(2)} s, RMS ${f.rms} dBFS, peak ${f.peak} dBFS`);
  if (f.peak > -0.5) wrong.push(`chime: peak ${f.peak} dBFS`);
  for (const line of wrong) console.error(line);
  return wrong.length === 0;
}

try {
  if (!process.argv.includes("--check")) build();
  process.exitCode = check() ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
