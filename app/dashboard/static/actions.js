// What the page lets its reader do: every element with data-action-name, and by which key (data-key). The keys, their
// sheet and the palette all read it from the page, so that whatever brings such an element appears in them by itself.

// Those of the conversation and the list come first.
const offered = () => {
  const every = [...document.querySelectorAll("[data-action-name]")].filter(usable);
  return [...every.filter((one) => one.closest("main")), ...every.filter((one) => !one.closest("main"))];
};
const usable = (element) => !element.disabled && !element.closest("[hidden]:not(#keys-own)");

export const all = offered;
export const byKey = (key) => offered().find((element) => element.dataset.key === key);

// A button is pressed, a field is gone to, and what is folded up is unfolded for it.
export function perform(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (element.matches("summary")) return into(element);
  if (element.matches("input:not([type=submit], [type=checkbox], [type=radio]), textarea, select")) return element.focus();
  element.focus();
  element.click();
}

function into(summary) {
  const first = summary.parentElement.querySelector("button:not(:disabled), input:not([type=hidden]), select, a[href]");
  (first ?? summary).focus();
}

// Rows of the list are links: the next one is a page away.
export function step(by) {
  const rows = [...document.querySelectorAll("#rows a.row")];
  const at = rows.findIndex((row) => row.hasAttribute("aria-current"));
  const next = at < 0 ? rows[by > 0 ? 0 : rows.length - 1] : rows[at + by];
  if (!next) return;
  next.click();
}

export const toTab = (number) => document.querySelectorAll("#tabs a")[number - 1]?.click();

// Who came here by a key hears where they are; who came by the mouse is left alone.
export function start() {
  document.addEventListener("click", (event) => {
    const leads = event.target.closest?.("#rows a.row, #resolve-next button, #just-done form:not([data-act]) button");
    if (leads && event.detail === 0 && !event.ctrlKey && !event.metaKey) sessionStorage.setItem("stepped", "1");
  });
  if (!sessionStorage.getItem("stepped")) return;
  sessionStorage.removeItem("stepped");
  document.getElementById("conversation-title")?.focus({ preventScroll: true });
}
