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
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(form));
    const body = { ...given, wa_id: given.wa_id || null, hides_number: given.hides_number === "on" };
    const answer = await post("/api/customers", body).catch(unreachable);
    wrong.hidden = answer.ok;
    wrong.textContent = answer.ok ? "" : answer.body.error;
    if (!answer.ok) return;
    dialog.close();
    created(answer.body);
  });
}

const unreachable = (error) => ({ ok: false, body: { error: String(error.message) } });
