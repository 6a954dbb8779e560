/** Which body a message has. To show another type: a function that makes its element, and a line here. */

import { contacts, location, order } from "./bodies/cards.js";
import { interactive } from "./bodies/interactive.js";
import { audio, document_, image, sticker, video } from "./bodies/media.js";
import { ephemeral, other, system, unsupported, welcome } from "./bodies/odd.js";
import { template } from "./bodies/template.js";
import { words } from "./dom.js";

const BODIES = {
  text: (message) => words(message.text),
  button: (message) => words(message.text),
  image,
  sticker,
  video,
  audio,
  document: document_,
  location,
  contacts,
  order,
  interactive,
  template,
  system,
  unsupported,
  unknown: unsupported,
  request_welcome: welcome,
  ephemeral,
};
const NOTES = new Set(["system", "request_welcome"]);

/** Notes stand in the middle and belong to nobody. */
export const isNote = (message) => NOTES.has(message.type);

/** The element; a content that is not as it should be is shown as something unknown instead of breaking the chat. */
export function bodyOf(message, acts) {
  try {
    return (BODIES[message.type] ?? other)(message, acts);
  } catch (error) {
    console.warn(error);
    return other(message);
  }
}
