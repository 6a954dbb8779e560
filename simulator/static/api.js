/** Calls to the control API. Answers that have not changed are told apart by their ETag. */

const seen = new Map();

/** What is at the path, or null when it is the same as the last time, or there no more: a number that has just changed. */
export async function get(path) {
  const response = await fetch(path);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const tag = response.headers.get("ETag");
  if (tag && seen.get(path) === tag) return null;
  seen.set(path, tag);
  return response.json();
}

/** The next `get` answers in any case. */
export const forget = (path) => seen.delete(path);

/** Resolves to {ok, body}; rejects only when the simulator does not answer at all. */
export async function post(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  return { ok: response.ok, body: await response.json() };
}

/** Uploads a file from the customer's phone; resolves like `post`. */
export async function upload(key, file, voice) {
  const form = new FormData();
  form.append("file", file);
  if (voice) form.append("voice", "1");
  const response = await fetch(`${customerPath(key)}/media`, { method: "POST", body: form });
  return { ok: response.ok, body: await response.json() };
}

export const customerPath = (key) => `/api/customers/${encodeURIComponent(key)}`;
export const chatPath = (key) => `${customerPath(key)}/messages`;
export const readPath = (key) => `${customerPath(key)}/read`;
export const messagePath = (key, wamid, verb) => `${chatPath(key)}/${encodeURIComponent(wamid)}/${verb}`;
