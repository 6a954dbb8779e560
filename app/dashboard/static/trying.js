// Asks again until a worker has said what would become of the message that was tried out.

const EACH = 400; // milliseconds
const LONGEST = 60_000;

const result = () => document.getElementById("try-result");
const began = performance.now();

async function look() {
  if (!result()?.dataset.pending || performance.now() - began > LONGEST) return;
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
    if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("try-result"));
  } catch {
    // the line is away: what stands there stays, and the next look may find it back
  }
  setTimeout(look, EACH);
}

// What is the same is left alone, so that a screen reader does not say it again.
function put(now) {
  if (!now || now.textContent === result().textContent) return;
  result().dataset.pending = now.dataset.pending;
  result().replaceChildren(...now.childNodes);
}

setTimeout(look, EACH);
