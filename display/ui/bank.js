// The voice clips, fetched once and kept as they came: a few hundred kilobytes
// that the screen then has even when the server is away.

const patience = 4000; // ms for one clip
const atOnce = 4; // clips fetched side by side when filling

export class Bank {
  #base;
  #clips = new Map(); // path → promise of bytes; bounded by the number of clips

  /** base is the URL of the folder of clips, ending with a slash. */
  constructor(base) {
    this.#base = base;
  }

  /** The bytes of a clip, for the caller to keep. Fails when it cannot be had in time. */
  async bytes(path) {
    let clip = this.#clips.get(path);
    if (!clip) {
      clip = this.#fetch(path);
      this.#clips.set(path, clip);
      // A failure is not kept: the next call tries again.
      clip.catch(() => this.#clips.delete(path));
    }
    return (await clip).slice(0);
  }

  /** Fetches every clip of the table, as far as it can be had. */
  async fill() {
    const table = JSON.parse(new TextDecoder().decode(await this.bytes("words.json")));
    const paths = Object.entries(table).flatMap(([language, { clips }]) =>
      Object.keys(clips).map((name) => `${language}/${name}.opus`),
    );
    paths.unshift("chime.opus");
    const worker = async () => {
      for (let path = paths.shift(); path; path = paths.shift())
        await this.bytes(path).catch(() => {});
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  async #fetch(path) {
    const reply = await fetch(this.#base + path, { signal: AbortSignal.timeout(patience) });
    if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
    return reply.arrayBuffer();
  }
}
