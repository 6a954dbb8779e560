// The text that is being written: its height, its count, and telling the customer that somebody writes.

const TELL = 20000; // milliseconds; WhatsApp shows "typing" for 25 s at most
const PARTS = 4;

let told = 0;

export const text = () => document.getElementById("composer");
export const mode = () => document.querySelector("input[name=mode]:checked")?.value ?? "text";

export function start() {
  document.addEventListener("input", (event) => {
    if (event.target !== text()) return;
    typed();
    tell();
  });
  if (text()) typed();
}

// Grows with its text, and counts when the text comes near WhatsApp's limit, as WhatsApp counts: in UTF-16 units.
export function typed() {
  const box = text();
  if (!box) return;
  const count = document.getElementById("composer-count");
  const alone = mode() === "text";
  const most = Number(alone ? count.dataset.most : count.dataset.mostWith);
  const length = box.value.trim().length;
  const parts = Math.ceil(length / most);
  const several = alone && parts > 1 && parts <= PARTS;
  count.textContent = several
    ? `${length} · ${count.dataset.parts.replace("{number}", parts)}`
    : length > most * 0.8 ? `${length} / ${alone && parts > 1 ? most * PARTS : most}` : "";
  count.classList.toggle("too-long", length > most * (alone ? PARTS : 1));
  box.rows = Math.min(Math.max(box.value.split("\n").length, 2), 10);
}

function tell() {
  const address = text().dataset.typing;
  if (!address || !text().value.trim() || Date.now() - told < TELL) return;
  told = Date.now();
  const token = text().form.elements.csrf_token.value;
  fetch(address, {
    method: "POST",
    body: new URLSearchParams({ csrf_token: token }),
    headers: { "X-Requested-With": "fetch" },
    redirect: "error",
  }).catch(() => {}); // a lost hint does no harm
}
