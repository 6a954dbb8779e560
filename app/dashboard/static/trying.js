// Asks again until a worker has done what the page waits for: said what would become of a message that was tried out,
// or trained. The part that waits says in data-pending how many milliseconds lie between two looks.

import { morph } from "./morph.js";

const MOST = 600; // looks

const waiting = () => document.querySelector("[data-pending]");
let looks = 0;

async function look() {
  const part = waiting();
  if (!part?.dataset.pending || looks > MOST) return;
  if (!document.hidden) await ask(part);
  setTimeout(look, Number(part.dataset.pending));
}

// What is the same is left alone, so that a screen reader does not say it again.
async function ask(part) {
  looks += 1;
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) return;
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
    if (now) morph(part, now);
  } catch {
    // the line is away: what stands there stays, and the next look may find it back
  }
}

setTimeout(look, Number(waiting()?.dataset.pending));
