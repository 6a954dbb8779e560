// Counts down to the moment at which Lotse acts, by the server's clock.

const TICK = 200; // milliseconds

let told = null; // the server's time that came with the page or its last change
let ahead = 0; // milliseconds

export function start() {
  setInterval(count, TICK);
}

function count() {
  const shown = document.getElementById("announced-seconds");
  if (!shown) return;
  const { due, now } = document.getElementById("announced").dataset;
  if (now !== told) {
    told = now;
    ahead = Date.parse(now) - Date.now();
  }
  const left = String(Math.max(Math.ceil((Date.parse(due) - Date.now() - ahead) / 1000), 0));
  if (shown.textContent !== left) shown.textContent = left;
}
