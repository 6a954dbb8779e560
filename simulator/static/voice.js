/** The player for sounds: a button, a wave and the time. One plays at a time. */

import { drawn, el, icon } from "./dom.js";
import { lengthOf, say } from "./texts.js";

const BARS = 36;
const HEIGHT = 28;
let playing = null;

/** `acts.play` is told when a sound of the business starts. */
export function player(message, file, acts) {
  const sound = el("audio", { src: file.url, preload: "metadata" });
  const time = el("span", { class: "length" }, "0:00");
  const wave = drawn("svg", { class: "wave", viewBox: `0 0 ${BARS * 4} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  const place = el("input", { type: "range", min: 0, max: 1000, value: 0, "aria-label": say("position") });
  const button = el("button", { type: "button", class: "round start", onclick: () => toggle(sound) });
  const box = el("div", { class: `player${file.voice ? " voice" : ""}` }, button, el("div", { class: "track" }, wave, place), time, icon("mic"), sound);
  const show = () => update(sound, button, time, place, wave);
  for (const event of ["loadedmetadata", "durationchange", "timeupdate", "play", "pause", "ended"]) sound.addEventListener(event, show);
  sound.addEventListener("play", () => message.direction === "outbound" && acts.play(message), { once: true });
  place.addEventListener("input", () => Number.isFinite(sound.duration) && (sound.currentTime = (place.value / 1000) * sound.duration));
  draw(wave, plainBars(file.id));
  whenSeen(box, () => draw_from(file.url, wave).then(show, () => {}));
  show();
  return box;
}

function toggle(sound) {
  if (!sound.paused) return sound.pause();
  if (playing && playing !== sound) playing.pause();
  playing = sound;
  sound.play().catch((error) => console.warn(error));
}

function update(sound, button, time, place, wave) {
  const name = sound.paused ? "play" : "pause";
  if (button.title !== say(name)) {
    button.replaceChildren(icon(name));
    button.title = say(name);
    button.setAttribute("aria-label", say(name));
  }
  const part = sound.duration ? sound.currentTime / sound.duration : 0;
  time.textContent = lengthOf(sound.currentTime || sound.duration);
  place.value = part * 1000;
  [...wave.children].forEach((bar, index) => bar.classList.toggle("past", part > 0 && index / BARS <= part));
}

/** The loudness of the file in as many parts as there are bars. A silent file keeps its plain bars. */
async function draw_from(url, wave) {
  const bytes = await (await fetch(url)).arrayBuffer();
  const decoded = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes);
  const samples = decoded.getChannelData(0);
  const width = Math.floor(samples.length / BARS) || 1;
  const loud = Array.from({ length: BARS }, (_, bar) => {
    let most = 0;
    for (let at = bar * width; at < (bar + 1) * width && at < samples.length; at++) most = Math.max(most, Math.abs(samples[at]));
    return most;
  });
  const top = Math.max(...loud);
  if (top > 0.01) draw(wave, loud.map((value) => value / top));
}

function draw(wave, heights) {
  const bars = heights.map((part, index) => {
    const height = Math.max(3, part * HEIGHT);
    return drawn("rect", { x: index * 4, y: (HEIGHT - height) / 2, width: 2.4, height, rx: 1.2 });
  });
  wave.replaceChildren(...bars);
}

/** Bars that are the same each time for the same file. */
function plainBars(id) {
  let state = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return Array.from({ length: BARS }, () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return 0.2 + (state / 2 ** 32) * 0.6;
  });
}

function whenSeen(element, then) {
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    then();
  });
  watcher.observe(element);
}
