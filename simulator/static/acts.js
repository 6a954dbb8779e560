/** What the customer does with messages: each is one call, and a look at what came of it. */

import { chatPath, customerPath, messagePath, post } from "./api.js";
import { setEdit, setReply } from "./composer.js";
import { openMenu } from "./menu.js";
import { openRows } from "./rows.js";
import { say } from "./texts.js";
import { enlarge } from "./viewer.js";

const PLACE = { latitude: 53.5459, longitude: 9.9681, name: "Landungsbrücken" };
const refused = document.getElementById("refused");

/** `who` resolves to the customer whose phone it is, `refresh` shows what is new, `away` that the simulator does not answer. */
export function acting(who, refresh, away) {
  const call = async (path, body) => {
    try {
      const answer = await post(path((await who()).key), body);
      showRefusal(answer);
      refresh();
      return answer.ok;
    } catch (error) {
      away(error);
      return false;
    }
  };
  const to = (message, verb, body) => call((key) => messagePath(key, message.wamid, verb), body);
  const send = (body) => call(chatPath, body);
  const menu = {
    reply: setReply,
    edit: setEdit,
    react: (message, emoji) => to(message, "react", { emoji }),
    revoke: (message) => to(message, "revoke"),
    forward: ({ type, content }, forwarded) => send({ type, content, forwarded }),
  };
  const tap = (message, id) => to(message, "tap", { id });
  return {
    send,
    write: (text, { message, edits }) => (edits ? to(message, "edit", { text }) : send({ text, quoted: message?.wamid ?? null })),
    reply: setReply,
    menu: (message, beside) => openMenu(message, beside, menu),
    tap,
    list: (message) => openRows(message, tap),
    location: (message) => call((key) => `${customerPath(key)}/share-location`, { wamid: message.wamid, ...PLACE }),
    number: (message) => call((key) => `${customerPath(key)}/share-number`, { wamid: message.wamid }),
    play: (message) => to(message, "play"),
    enlarge,
  };
}

function showRefusal({ ok, body }) {
  refused.hidden = ok;
  refused.textContent = ok ? "" : say("refused", { reason: body.error });
}
