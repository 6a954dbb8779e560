/** Pictures, films, sounds and papers. Their bytes come from the simulator, never from elsewhere. */

import { el, icon, words } from "../dom.js";
import { kindOf, say, sizeOf } from "../texts.js";
import { player } from "../voice.js";

const caption = (message) => (message.text && message.content?.caption ? words(message.text) : null);

export function image(message, acts) {
  return framed(message, (file) => {
    const picture = el("img", { src: file.url, alt: message.text || kindOf(message), loading: "lazy" });
    const onclick = () => acts.enlarge(file.url, message.text || kindOf(message));
    return el("button", { type: "button", class: "picture", "aria-label": say("enlarge"), onclick }, picture);
  });
}

export function sticker(message) {
  return framed(message, (file) => el("img", { class: "sticker", src: file.url, alt: kindOf(message) }));
}

export function video(message) {
  return framed(message, (file) => el("video", { src: file.url, controls: true, preload: "metadata", "aria-label": kindOf(message) }));
}

export function audio(message, acts) {
  return framed(message, (file) => player(message, file, acts));
}

export function document_(message) {
  const name = message.content.filename || message.media?.filename || say("pages_file");
  return framed(message, (file) => paper(name, file));
}

function paper(name, file) {
  const about = `${(file.mime_type ?? "").split("/").at(-1).split(";")[0].toUpperCase()} · ${sizeOf(file.size)}`;
  return el(
    "a",
    { class: "paper", href: `${file.url}?download=${encodeURIComponent(name)}`, download: name, "aria-label": `${say("download")}: ${name}` },
    icon("document"),
    el("span", {}, el("strong", { dir: "auto" }, name), el("small", {}, about)),
    icon("download"),
  );
}

/** What `make` draws of the file and the words under it, or why there is nothing to draw. */
function framed(message, make) {
  const drawing = message.media ? make(message.media) : absent(message);
  return el("div", { class: "media" }, drawing, caption(message));
}

function absent(message) {
  const link = message.content?.link;
  const name = message.type === "audio" ? "mic" : message.type;
  return el("p", { class: "absent" }, icon(name), el("span", {}, link ? say("link_media") : say("missing"), link ? el("small", {}, link) : null));
}
