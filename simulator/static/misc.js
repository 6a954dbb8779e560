/** What phones do beyond chatting. */

import { chatPath, customerPath, post } from "./api.js";
import { say } from "./texts.js";

const dialog = document.getElementById("misc");
const outcome = dialog.querySelector(".outcome");

const CALLS = {
  number: (key, text) => [`${customerPath(key)}/change`, { number: text }],
  hide: (key) => [`${customerPath(key)}/change`, { hides_number: true }],
  show: (key) => [`${customerPath(key)}/change`, { hides_number: false }],
  user_id: (key) => [`${customerPath(key)}/change`, { user_id: true }],
  identity: (key) => [`${customerPath(key)}/change`, { identity: true }],
  stop: (key) => [`${customerPath(key)}/preferences`, { value: "stop" }],
  resume: (key) => [`${customerPath(key)}/preferences`, { value: "resume" }],
  echo: (key, text) => ["/api/echoes", { key, text }],
  unsupported: (key) => [chatPath(key), { type: "unsupported" }],
  welcome: (key) => [chatPath(key), { type: "request_welcome" }],
  demo: () => ["/api/demo", {}],
};

/** `who` tells whose phone it is; `moved` gets the customer's key when it changed or another one was made. */
export function listen(who, moved) {
  document.getElementById("misc-open").addEventListener("click", async () => {
    outcome.textContent = "";
    const { hides_number } = await who();
    dialog.querySelector("[data-do=hide]").hidden = hides_number;
    dialog.querySelector("[data-do=show]").hidden = !hides_number;
    dialog.showModal();
  });
  for (const button of dialog.querySelectorAll("button[data-do]")) button.addEventListener("click", () => call(button.dataset.do, null, who, moved));
  for (const form of dialog.querySelectorAll("form")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const [text] = new FormData(form).values();
      call(form.dataset.do, text, who, moved).then((ok) => ok && form.reset());
    });
  }
}

async function call(name, text, who, moved) {
  const { ok, body } = await post(...CALLS[name]((await who()).key, text)).catch((error) => ({ ok: false, body: { error: error.message } }));
  outcome.textContent = ok ? say("done") : say("refused", { reason: body.error });
  if (!ok) return false;
  if (body.wamid || body.customer) dialog.close();
  moved(body.customer?.key ?? null);
  return true;
}
