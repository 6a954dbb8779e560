/** The chat: which bubbles there are. Only what changed is drawn anew. */

import { bubble, showStatus } from "./bubble.js";
import { el } from "./dom.js";
import { dayOf } from "./texts.js";

const log = document.getElementById("log");
const list = log.querySelector("ol");
const empty = log.querySelector(".empty");
const drawnAs = new Map();

/** Draws a chat. `acts` holds what bubbles can do: see bubble.js. */
export function showChat(messages, acts) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const before = drawnAs.size;
  const wrote = messages.at(-1)?.direction === "inbound";
  empty.hidden = messages.length > 0;
  const fresh = new DocumentFragment();
  for (const message of messages) show(message, acts, fresh);
  list.append(fresh);
  const grew = drawnAs.size > before;
  if ((grew && (atEnd || wrote || before === 0)) || (atEnd && before > 0)) toEnd();
}

export function clearChat() {
  list.replaceChildren();
  drawnAs.clear();
  delete list.dataset.day;
  empty.hidden = true;
}

export const toEnd = () => (log.scrollTop = log.scrollHeight);

function show(message, acts, fresh) {
  const { status, ...rest } = message;
  const looks = JSON.stringify(rest);
  const known = drawnAs.get(message.wamid);
  if (known?.looks === looks) {
    if (known.status !== status) showStatus(known.element, message);
    known.status = status;
    return;
  }
  const element = bubble(message, acts);
  if (known) known.element.replaceWith(element);
  else fresh.append(...divider(message), element);
  drawnAs.set(message.wamid, { looks, status, element });
}

function divider(message) {
  const moment = new Date(message.at * 1000);
  const day = moment.toDateString();
  if (list.dataset.day === day) return [];
  list.dataset.day = day;
  return [el("li", { class: "day" }, dayOf(moment))];
}
