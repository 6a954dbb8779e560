/** Where the customer types: a new message, a reply, or another text for one that was sent. */

import { whoWrote } from "./bubble.js";
import { gist, say } from "./texts.js";

const form = document.getElementById("composer");
const field = document.getElementById("text");
const bar = document.getElementById("replying");
const button = form.querySelector(".send");
const NOTHING = { message: null, edits: false };
let about = NOTHING;

/** `send` gets (text, {message, edits}) and resolves to whether it was taken; if not, the text stays. */
export function listen(send) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    const meant = about;
    field.value = "";
    setAbout(NOTHING);
    if (await send(text, meant)) return;
    field.value = [text, field.value].filter(Boolean).join("\n");
    setAbout(meant);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return stop();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  bar.querySelector("button").addEventListener("click", stop);
}

/** The next message will quote this one; null: none. */
export function setReply(message) {
  if (message === null) return stop();
  setAbout({ message, edits: false });
}

/** The next text takes the place of this message's. */
export function setEdit(message) {
  setAbout({ message, edits: true });
  field.value = message.text;
}

/** Takes the wamid that the next message quotes, and forgets it. */
export function takeQuoted() {
  const wamid = about.edits ? null : (about.message?.wamid ?? null);
  if (wamid) setAbout(NOTHING);
  return wamid;
}

export const focusComposer = () => field.focus();

function stop() {
  if (about.edits) field.value = "";
  setAbout(NOTHING);
}

function setAbout(meant) {
  about = meant;
  const { message, edits } = meant;
  bar.hidden = message === null;
  button.setAttribute("aria-label", say(edits ? "save" : "send"));
  button.title = say(edits ? "save" : "send");
  if (message === null) return;
  bar.querySelector("strong").textContent = say(edits ? "editing" : "replying");
  bar.querySelector("span").textContent = `${whoWrote(message)}: ${gist(message)}`;
  field.focus();
}
