// Which notices the reader wants in this browser. Everything is off until they switch it on.

import { chime } from "./chime.js";

const KEY = "lotse.notices";

const chosen = () => JSON.parse(localStorage.getItem(KEY) ?? "{}");
const panel = () => document.getElementById("notice-settings");
const allowed = () => ("Notification" in window ? Notification.permission : "denied");

export const wants = (name) => Boolean(chosen()[name]) && (name !== "desktop" || allowed() === "granted");

export function start() {
  if (!panel()) return;
  for (const hidden of document.querySelectorAll("[data-needs-script]")) hidden.hidden = false;
  panel().addEventListener("change", (event) => {
    if (event.target.dataset.notice) choose(event.target.dataset.notice, event.target.checked);
  });
  document.getElementById("notice-try").addEventListener("click", chime);
  document.getElementById("notice-allow").addEventListener("click", allow);
  addEventListener("storage", (event) => event.key === KEY && show()); // changed in another window
  show();
}

function choose(name, on) {
  localStorage.setItem(KEY, JSON.stringify({ ...chosen(), [name]: on }));
  if (name === "sound" && on) chime();
  show();
}

// Only this button asks for the permission.
async function allow() {
  if ((await Notification.requestPermission()) === "granted") choose("desktop", true);
  show();
  panel().querySelector("[data-notice=desktop]").focus(); // the button is gone
}

function show() {
  for (const box of panel().querySelectorAll("[data-notice]")) box.checked = Boolean(chosen()[box.dataset.notice]);
  for (const part of panel().querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== allowed();
  document.getElementById("notices")?.classList.toggle("on", wants("sound") || wants("desktop"));
}
