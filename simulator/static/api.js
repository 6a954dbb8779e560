/** Calls to the control API. Answers that have not changed are told apart by their ETag. */

const seen = new Map();

/** What is at the path, or null when it is the same as the last time. */
export async function get(path) {
  const response = await fetch(path);
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
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return { ok: response.ok, body: await response.json() };
}

export const chatPath = (key) => `/api/customers/${encodeURIComponent(key)}/messages`;
export const readPath = (key) => `/api/customers/${encodeURIComponent(key)}/read`;
