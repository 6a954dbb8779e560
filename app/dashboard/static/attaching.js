// A file is sent to Lotse as soon as it is chosen, and goes out with the reply.

import { tellSignedOut } from "./live.js";
import { closeMenu } from "./modes.js";
import { text } from "./typing.js";

const slot = () => document.getElementById("attachment");
const problem = () => document.getElementById("problem");

let underWay = Promise.resolve(true);

// Settled once no file is on its way; false when the last one could not be added.
export const uploaded = () => underWay;

export function start() {
  document.addEventListener("change", (event) => {
    if (event.target.id === "file" && event.target.files.length) underWay = attach(event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".drop-attachment");
    if (!button) return;
    event.preventDefault();
    forget(button.formAction);
    dropAttachment();
    text().focus();
  });
}

async function attach(field) {
  const form = new FormData(field.form);
  field.value = "";
  closeMenu();
  problem().textContent = "";
  slot().textContent = slot().dataset.sends;
  try {
    await settle(await fetch(document.getElementById("attach").action, {
      method: "POST",
      body: form,
      headers: { "X-Requested-With": "fetch" },
      redirect: "error",
    }));
  } catch {
    failed(problem().dataset.failed);
  }
  const added = Boolean(slot()?.querySelector("[name=media]"));
  underWay = Promise.resolve(true);
  return added;
}

async function settle(response) {
  if (response.status === 401) return tellSignedOut();
  if (response.status === 413) return failed(problem().dataset.tooLarge);
  if (response.status === 409) return failed(await response.text());
  if (!response.ok) return failed(problem().dataset.failed);
  const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
  slot().replaceChildren(...parsed.body.childNodes);
  text().focus();
}

function failed(words) {
  dropAttachment();
  problem().textContent = words;
}

function forget(address) {
  const body = new URLSearchParams({ csrf_token: document.getElementById("reply").elements.csrf_token.value });
  fetch(address, { method: "POST", body, headers: { "X-Requested-With": "fetch" } }).catch(() => {});
}

export function dropAttachment() {
  slot()?.replaceChildren();
}
