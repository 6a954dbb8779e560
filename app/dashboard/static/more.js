// The menu beside the first button, and the bar with Undo.

const SHOWN = 10000; // milliseconds
const menu = () => document.getElementById("more");

let timer = null;
let shown = null;

export function start() {
  document.addEventListener("click", (event) => menu()?.open && !event.target.closest("#more") && close());
  document.addEventListener("keydown", (event) => event.key === "Escape" && menu()?.open && escape(event));
  document.addEventListener("submit", (event) => {
    if (event.target.closest("#more") && !event.target.hasAttribute("data-stay")) close(true);
  });
  const bar = document.getElementById("just-done");
  if (!bar) return;
  new MutationObserver(watch).observe(bar, { childList: true });
  for (const kind of ["pointerleave", "focusout"]) bar.addEventListener(kind, again);
  watch();
}

// Folded up whole, so that it opens at its beginning.
function close(focus = false) {
  for (const group of menu().querySelectorAll("details[open]")) group.open = false;
  menu().open = false;
  if (focus) menu().querySelector("summary").focus();
}

// One step back: out of what is chosen from, then out of the menu.
function escape(event) {
  const open = event.target.closest?.("details[open]");
  if (!open || !menu().contains(open)) return close(true);
  open.open = false;
  open.querySelector("summary").focus();
  if (open === menu()) close(true);
}

function watch() {
  const form = document.querySelector("#just-done form");
  if (form?.id === shown) return;
  shown = form?.id ?? null;
  if (form) again(form);
}

// It stays as long as somebody is about to use it.
function again() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const bar = document.getElementById("just-done");
    if (bar.matches(":hover, :focus-within")) return again();
    for (const form of bar.querySelectorAll("form")) form.remove();
  }, SHOWN);
}
