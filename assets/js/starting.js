// The page of a server that is starting: it asks for its own address again each second,
// moves the bar by the answer, and reloads once that is no longer "starting". So the page
// that was asked for comes by itself, with what stands behind its #.
const every = 1000; // ms between two questions
const patience = 5000; // ms until one is given up

const bar = document.querySelector("progress");
const count = document.querySelector(".count");

// ask gives how far the start is, or null when it is through.
async function ask() {
  const reply = await fetch(location.href, {
    headers: { Accept: "application/json" },
    cache: "no-store",
    signal: AbortSignal.timeout(patience),
  });
  if (reply.status !== 503) return null;
  const problem = await reply.json();
  return problem.code === "starting" ? problem : null;
}

async function look() {
  try {
    const start = await ask();
    if (!start) {
      location.reload();
      return;
    }
    if (start.m > 0) {
      bar.max = start.m;
      bar.value = start.n;
      count.textContent = `${start.n} / ${start.m}`;
    }
  } catch {
    /* not reached: the server stops, or the network does; ask again */
  }
  setTimeout(look, every);
}

setTimeout(look, every);
