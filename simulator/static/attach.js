/** The "+": files, places, people. What is left empty is filled with an example. */

import { upload } from "./api.js";

const dialog = document.getElementById("attach");
const form = dialog.querySelector("form");
const ACCEPTS = { image: "image/*", voice: "audio/*", video: "video/*", document: "" };
const AT_ONCE = new Set(["sticker", "order"]);
let kind = null;

/** `send` gets the body of a new message; `who` tells whose phone it is. */
export function listen(who, send) {
  document.getElementById("attach-open").addEventListener("click", () => {
    form.hidden = true;
    pressed(null);
    dialog.showModal();
  });
  for (const button of dialog.querySelectorAll(".kind")) {
    button.addEventListener("click", () => (AT_ONCE.has(button.dataset.kind) ? done(send, { type: button.dataset.kind }) : open(button.dataset.kind)));
  }
  dialog.querySelector("[data-testid=attach-example]").addEventListener("click", () => done(send, { ...example(), ...captioned() }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = await filled((await who()).key);
    if (body) done(send, body);
  });
}

function open(chosen) {
  kind = chosen;
  form.reset();
  form.hidden = false;
  pressed(chosen);
  const part = kind in ACCEPTS ? "file" : kind;
  for (const fields of form.querySelectorAll("fieldset")) fields.hidden = fields.dataset.for !== part;
  for (const field of form.querySelectorAll("[data-for=caption]")) field.hidden = kind === "voice";
  form.elements.file.accept = ACCEPTS[kind] ?? "";
  form.querySelector("fieldset:not([hidden]) input").focus();
}

const pressed = (chosen) => {
  for (const button of dialog.querySelectorAll(".kind")) button.setAttribute("aria-pressed", String(button.dataset.kind === chosen));
};

const example = () => (kind === "voice" ? { type: "audio", voice: true } : { type: kind });

function captioned() {
  const caption = form.elements.caption.value.trim();
  return caption && kind in ACCEPTS && kind !== "voice" ? { caption } : {};
}

/** The message that the form describes, null when its file could not be taken. */
async function filled(key) {
  const value = (name) => form.elements[name].value.trim();
  if (kind === "location") return place(value);
  if (kind === "contacts") return person(value);
  const file = form.elements.file.files[0];
  if (!file) return { ...example(), ...captioned() };
  const { ok, body } = await upload(key, file, kind === "voice");
  return ok ? { ...example(), ...captioned(), media: body.id, filename: kind === "document" ? file.name : null } : null;
}

function place(value) {
  const number = (name) => Number(value(name).replace(",", "."));
  if (!value("latitude") || !value("longitude")) return { type: "location" };
  const content = { latitude: number("latitude"), longitude: number("longitude") };
  return { type: "location", content: value("place") ? { ...content, name: value("place") } : content };
}

function person(value) {
  if (!value("name")) return { type: "contacts" };
  const phone = value("phone");
  const phones = phone ? [{ phone, wa_id: phone.replace(/\D/g, ""), type: "CELL" }] : [];
  return { type: "contacts", content: [{ name: { formatted_name: value("name"), first_name: value("name") }, phones }] };
}

function done(send, body) {
  dialog.close();
  send(body);
}
