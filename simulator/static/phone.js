/** The phone: asks the simulator again and again, and shows what came. */

import { chatPath, forget, get, post, readPath } from "./api.js";
import { acting } from "./acts.js";
import { listen as listenToAttach } from "./attach.js";
import { clearChat, showChat } from "./chat.js";
import { focusComposer, listen as listenToComposer, setReply, takeQuoted } from "./composer.js";
import { listen as listenToDialogs } from "./dialogs.js";
import { listen as listenToMisc } from "./misc.js";
import { revealChosen, showPeople } from "./people.js";
import { listen as listenToPersonForm } from "./person.js";
import { numberOf, say } from "./texts.js";

const SHOWN_EVERY = 500;
const HIDDEN_EVERY = 5000;
const banner = document.getElementById("banner");
const retry = document.getElementById("retry");
const narrow = matchMedia("(width < 44rem)");
let chosen = decodeURIComponent(location.hash.slice(1));
let refreshing = null;
let everybody = null;
const acts = acting(whoIsChosen, refresh, showAway);

/** One round at a time; a call during a round waits for it and makes another. */
async function refresh() {
  await refreshing;
  refreshing = round().catch(showAway);
  await refreshing;
}

async function round() {
  everybody = (await get("/api/customers")) ?? everybody;
  const { customers, webhook } = everybody;
  if (!customers.some((customer) => customer.key === chosen)) chosen = customers[0].key;
  showPeople(customers, chosen, choose);
  showBanner(webhook.failing ? say("failing", { count: webhook.failing }) : "", true);
  const key = chosen;
  const chat = await get(chatPath(key));
  if (chat && key === chosen) await show(chat);
}

async function show({ customer, typing, messages }) {
  document.getElementById("you").textContent = say("you_are", { name: customer.name, number: numberOf(customer) });
  document.getElementById("you").hidden = typing;
  document.getElementById("typing").hidden = !typing;
  showChat(messages, acts);
  const unseen = messages.some((message) => message.direction === "outbound" && message.status === "delivered");
  const looking = document.visibilityState === "visible" && !(narrow.matches && document.body.dataset.view === "list");
  if (unseen && looking) await post(readPath(customer.key));
}

function showBanner(text, canRetry) {
  banner.hidden = !text;
  retry.hidden = !canRetry;
  // Written only when it changes, so that a screen reader says it once.
  if (banner.firstElementChild.textContent !== text) banner.firstElementChild.textContent = text;
}

function showAway(error) {
  console.error(error);
  showBanner(say("away"), false);
}

/** Opens somebody's chat; `null` stays with the same one. */
async function choose(key) {
  if (key !== null) {
    chosen = key;
    history.replaceState(null, "", `#${encodeURIComponent(key)}`);
  }
  document.body.dataset.view = "chat";
  clearChat();
  setReply(null);
  forget(chatPath(chosen));
  await refresh();
  revealChosen();
  focusComposer();
}

/** The customer whose phone this is; who is quicker than the first answer waits for it. */
async function whoIsChosen() {
  if (!everybody) await refresh();
  return everybody.customers.find((customer) => customer.key === chosen);
}

function showList() {
  document.body.dataset.view = "list";
  document.querySelector(".customer[data-chosen]")?.focus();
}

async function poll() {
  await refresh();
  setTimeout(poll, document.visibilityState === "visible" ? SHOWN_EVERY : HIDDEN_EVERY);
}

if (chosen) document.body.dataset.view = "chat";
listenToDialogs();
listenToComposer((text, about) => acts.write(text, about));
listenToPersonForm((customer) => choose(customer.key));
listenToAttach(whoIsChosen, (body) => acts.send({ ...body, quoted: takeQuoted() }));
listenToMisc(whoIsChosen, choose);
document.getElementById("back").addEventListener("click", showList);
retry.addEventListener("click", () => post("/api/redeliver").then(refresh));
document.addEventListener("visibilitychange", refresh);
const otherLanguage = document.getElementById("other-language");
otherLanguage.addEventListener("click", () => (otherLanguage.hash = location.hash));
poll();
