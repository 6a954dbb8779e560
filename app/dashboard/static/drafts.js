// What is written and not sent is kept on the server: a second after the last key, and when the page is left.

const PAUSE = 1000; // milliseconds after the last key
const LONGEST = 4000; // while somebody writes without a pause

const FIELDS = { text: "composer", note: "note-text" };
let kept = null;
let timer = null;
let since = 0;

export function start() {
  kept = written();
  document.addEventListener("input", (event) => {
    if (Object.values(FIELDS).includes(event.target.id)) later();
  });
  document.addEventListener("visibilitychange", () => document.hidden && keep(false));
  addEventListener("pagehide", () => keep(false));
}

function later() {
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
  return found.some(([, value]) => value === undefined) ? null : Object.fromEntries(found);
}

function keep(writes) {
  clearTimeout(timer);
  since = 0;
  const now = written();
  if (!now || (kept && now.text === kept.text && now.note === kept.note)) return;
  kept = now;
  const form = document.getElementById("reply").elements;
  const body = new URLSearchParams({ ...now, csrf_token: form.csrf_token.value, key: form.key.value });
  body.set("note-key", document.getElementById("note-key").value);
  if (writes) body.set("writes", "1");
  fetch(document.getElementById("composer").dataset.draft, {
    method: "POST",
    body,
    headers: { "X-Requested-With": "fetch" },
    redirect: "error",
    keepalive: body.toString().length < 60000, // browsers let no more go out from a page that is left
  }).then((response) => response.ok || forget(now), () => forget(now));
}

// It did not arrive: the next key, or leaving the page, tries again.
function forget(lost) {
  if (kept === lost) kept = null;
}
