/** The form for a new customer. */

import { post } from "./api.js";

const dialog = document.getElementById("person");
const form = dialog.querySelector("form");
const wrong = dialog.querySelector(".wrong");

/** `created` is called with the new customer. */
export function listen(created) {
  document.getElementById("new").addEventListener("click", () => {
    form.reset();
    wrong.hidden = true;
    dialog.showModal();
  });
  document.getElementById("cancel").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(form));
    const answer = await post("/api/customers", { ...given, wa_id: given.wa_id || null }).catch(unreachable);
    wrong.hidden = answer.ok;
    wrong.textContent = answer.ok ? "" : answer.body.error;
    if (!answer.ok) return;
    dialog.close();
    created(answer.body);
  });
}

const unreachable = (error) => ({ ok: false, body: { error: String(error.message) } });
