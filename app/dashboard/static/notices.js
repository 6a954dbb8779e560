// Rings, and shows a desktop notice, for customers' messages in the reader's conversations, for those that a colleague
// gives them, and for who newly waits for them. The page carries each as "conversation:moment" in data-mine, data-given
// and data-waiting (app/dashboard/news.py).

import { chime } from "./chime.js";
import { wants } from "./notice_settings.js";

const TYPING = 4000; // milliseconds after the last key
const TOLD = "lotse.told"; // what some window of this browser has told already
const REMEMBERED = 100;

const content = () => document.getElementById("content");
const words = () => document.getElementById("notice-settings").dataset;

let known = null;
let pending = [];
let typedAt = 0;
let timer = null;

export function start() {
  if (!document.getElementById("notice-settings")) return;
  known = read();
  new MutationObserver(look).observe(content(), { attributeFilter: ["data-mine", "data-given", "data-waiting"] });
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea, input:not([type=checkbox])")) typedAt = Date.now();
  });
}

function read() {
  const pairs = (name) => (content().dataset[name] ?? "").split(" ").filter(Boolean).map((pair) => pair.split(":"));
  return Object.fromEntries(["mine", "given", "waiting"].map((name) => [name, new Map(pairs(name))]));
}

// Of the reader's own conversations only a later message counts: one that was just taken is no news. What was given once
// is not given again by an undo.
function look() {
  const now = read();
  const mine = [...now.mine].filter(([id, at]) => Number(at) > Number(known.mine.get(id) ?? Infinity));
  const given = [...now.given].filter(([id, at]) => known.given.get(id) !== at);
  const waiting = [...now.waiting].filter(([id]) => !known.waiting.has(id));
  known = { ...now, given: new Map([...known.given, ...now.given]) };
  const news = Object.entries({ mine, given, waiting }).flatMap(([kind, some]) => some.map(([id, at]) => ({ kind, id, at })));
  pending.push(...news.filter((one) => !isLookedAt(one)));
  tell();
}

const isLookedAt = ({ id }) => document.hasFocus() && document.getElementById(`conversation-${id}`) !== null;

function tell() {
  clearTimeout(timer);
  const wait = wants("typing") ? typedAt + TYPING - Date.now() : 0;
  if (wait > 0) {
    timer = setTimeout(tell, wait);
    return;
  }
  const news = notToldElsewhere(pending);
  pending = [];
  if (news.length === 0) return;
  if (wants("sound")) chime();
  if (wants("desktop")) notify(news);
}

function notToldElsewhere(news) {
  const told = JSON.parse(localStorage.getItem(TOLD) ?? "[]");
  const mark = ({ kind, id, at }) => `${kind}:${id}:${at}`;
  const fresh = news.filter((one) => !told.includes(mark(one)));
  if (fresh.length > 0) localStorage.setItem(TOLD, JSON.stringify([...told, ...fresh.map(mark)].slice(-REMEMBERED)));
  return fresh;
}

function notify(news) {
  const [{ kind, id }] = news;
  const title = news.length > 1 ? words().many.replace("{number}", news.length) : words()[kind];
  const body = wants("text") && news.length === 1 ? said(id) : "";
  const notice = new Notification(title, { body, tag: `lotse-${kind}-${id}`, silent: true, icon: words().icon });
  notice.addEventListener("click", () => {
    window.focus();
    location.assign(news.length > 1 ? "/" : `/conversations/${id}`);
    notice.close();
  });
}

// What the list shows of it, where it shows it.
function said(id) {
  const row = document.getElementById(`row-${id}`);
  return row ? [".row-name", ".row-last"].map((part) => row.querySelector(part).textContent.trim()).join(": ") : "";
}
