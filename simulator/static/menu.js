/** What can be done with a message. */

import { el, icon } from "./dom.js";
import { say } from "./texts.js";

const EMOJIS = ["👍", "❤️", "😂", "😮", "😢", "🙏"];
const EDITABLE = new Set(["text", "image", "video", "document"]);
const FORWARDABLE = new Set(["text", "image", "audio", "video", "document", "sticker", "location", "contacts"]);
const EDITABLE_FOR = 15 * 60;
const dialog = document.getElementById("menu");

/** `does`: {reply, react, edit, revoke, forward}, each called with the message first. */
export function openMenu(message, beside, does) {
  const mine = message.reactions.find((reaction) => reaction.by === "customer")?.emoji;
  dialog.querySelector(".emojis").replaceChildren(...EMOJIS.map((emoji) => choice(message, emoji, mine, does)));
  dialog.querySelector(".entries").replaceChildren(...entries(message, does));
  dialog.showModal();
  place(beside);
}

function choice(message, emoji, mine, does) {
  const chosen = emoji === mine;
  const name = say(chosen ? "unreact" : "react", { emoji });
  const onclick = () => close(() => does.react(message, chosen ? null : emoji));
  return el("button", { type: "button", class: "emoji", "aria-pressed": String(chosen), "aria-label": name, title: name, onclick }, emoji);
}

function entries(message, does) {
  const own = message.direction === "inbound";
  const young = Date.now() / 1000 - message.at < EDITABLE_FOR;
  const forwards = FORWARDABLE.has(message.type);
  return [
    entry("reply", "reply", () => does.reply(message)),
    own && young && EDITABLE.has(message.type) ? entry("edit", "pencil", () => does.edit(message)) : null,
    forwards ? entry("forward", "forward", () => does.forward(message, "once")) : null,
    forwards ? entry("forward_often", "often", () => does.forward(message, "often")) : null,
    own ? entry("delete", "bin", () => does.revoke(message)) : null,
  ].filter(Boolean);
}

const entry = (name, drawing, act) =>
  el("button", { type: "button", class: "entry", "data-testid": `menu-${name}`, onclick: () => close(act) }, icon(drawing), say(name));

function close(then) {
  dialog.close();
  then();
}

/** Beside what was clicked, but inside the window. */
function place(beside) {
  const { left, bottom, top } = beside.getBoundingClientRect();
  const { width, height } = dialog.getBoundingClientRect();
  const under = bottom + 4 + height < innerHeight ? bottom + 4 : Math.max(8, top - 4 - height);
  dialog.style.top = `${Math.min(under, innerHeight - height - 8)}px`;
  dialog.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
}
