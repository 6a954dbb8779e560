// The search and the panel of filters: what is not chosen stays out of the address, and the panel closes as menus do.

const panel = () => document.getElementById("filters");

export function start() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("#find, #narrow")) return;
    for (const field of event.target.elements) if (field.name && !field.value) field.disabled = true;
  });
  addEventListener("pageshow", () => {
    for (const field of document.querySelectorAll("#find :disabled, #narrow :disabled")) field.disabled = false;
  });
  document.addEventListener("click", (event) => {
    if (panel()?.open && !panel().contains(event.target)) panel().open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel()?.open || !panel().contains(event.target)) return;
    panel().open = false;
    panel().querySelector("summary").focus();
  });
}
