// What shows in a page that somebody looks at has been seen; in a hidden one it has not.

const form = () => document.getElementById("mark-unread");
let noted = null; // the conversation and its newest message

export function start() {
  noted = newest();
  new MutationObserver(note).observe(document.getElementById("content"), { childList: true, subtree: true });
  document.addEventListener("visibilitychange", note);
}

function newest() {
  const ids = [...document.querySelectorAll("#messages > [id^='message-']")].map((one) => Number(one.id.slice(8)));
  return form() && ids.length ? { address: form().dataset.seen, message: Math.max(...ids) } : null;
}

function note() {
  const shown = newest();
  if (document.hidden || !shown || (noted?.message === shown.message && noted.address === shown.address)) return;
  noted = shown;
  const token = form().elements.csrf_token.value;
  fetch(shown.address, {
    method: "POST",
    body: new URLSearchParams({ csrf_token: token, message: shown.message }),
    headers: { "X-Requested-With": "fetch" },
    redirect: "error",
  }).catch(() => {
    noted = null; // the next change tells it
  });
}
