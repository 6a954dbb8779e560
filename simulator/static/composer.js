/** Where the customer types. */

import { whoWrote } from "./chat.js";

const form = document.getElementById("composer");
const field = document.getElementById("text");
const replying = document.getElementById("replying");
let quoted = null;

/** `send` gets (text, quoted wamid or null) and resolves to whether it was taken; if not, the text stays. */
export function listen(send) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    const answered = quoted;
    field.value = "";
    setReply(null);
    if (await send(text, answered?.wamid ?? null)) return;
    field.value = [text, field.value].filter(Boolean).join("\n");
    setReply(answered);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  replying.querySelector("button").addEventListener("click", () => setReply(null));
}

/** The next message will quote this one; null: none. */
export function setReply(message) {
  quoted = message;
  replying.hidden = message === null;
  if (message === null) return;
  replying.querySelector("span").textContent = `${whoWrote(message)}: ${message.text}`;
  field.focus();
}

export const focusComposer = () => field.focus();
