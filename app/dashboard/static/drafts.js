// What is written and quoted and not sent is kept on the server: a second after the last key, and when the page is left.
// A file that is attached the server keeps by itself.

const PAUSE = 1000; // milliseconds after the last key
const LONGEST = 4000; // while somebody writes without a pause
const PATIENCE = 8000;

const FIELDS = { text: "composer", note: "note-text" };
let kept = null;
let timer = null;
let since = 0;
let onItsWay = false;

export function start() {
  kept = written();
  document.addEventListener("input", (event) => {
    if (Object.values(FIELDS).includes(event.target.id)) later();
  });
  document.addEventListener("visibilitychange", () => document.hidden && keep(false));
  addEventListener("pagehide", () => keep(false));
  addEventListener("online", () => keep(true));
}

export function later() {
  clearTimeout(timer);
  since ||= Date.now();
  timer = setTimeout(() => keep(true), Math.max(Math.min(PAUSE, since + LONGEST - Date.now()), 0));
}

// What was sent is no draft any more; what was added meanwhile is.
export function sent() {
  clearTimeout(timer);
  since = 0;
  kept = null;
  if (Object.values(written() ?? {}).some((text) => text.trim())) later();
  else kept = written();
}

function written() {
  const found = Object.entries(FIELDS).map(([name, id]) => [name, document.getElementById(id)?.value]);
  found.push(["quotes", document.querySelector("#quoting [name=quotes]")?.value ?? ""]);
  return found.some(([, value]) => value === undefined) ? null : Object.fromEntries(found);
}

function keep(writes) {
  clearTimeout(timer);
  since = 0;
  if (writes && onItsWay) return later(); // on a bad line the older one could come last, and would count
  const now = written();
  if (!now || (kept && Object.keys(now).every((name) => now[name] === kept[name]))) return;
  kept = now;
  const form = document.getElementById("reply").elements;
  const body = new URLSearchParams({ ...now, csrf_token: form.csrf_token.value, key: form.key.value });
  body.set("note-key", document.getElementById("note-key").value);
  if (writes) body.set("writes", "1");
  onItsWay = true;
  fetch(document.getElementById("composer").dataset.draft, {
    method: "POST",
    body,
    headers: { "X-Requested-With": "fetch" },
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
    keepalive: body.toString().length < 60000, // browsers let no more go out from a page that is left
  }).then((response) => response.ok || forget(now), () => forget(now)).finally(() => { onItsWay = false; });
}

// It did not arrive: the next key, the line that is back, or leaving the page tries again.
function forget(lost) {
  if (kept === lost) kept = null;
}
