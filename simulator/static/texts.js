/** The page's texts in its language, and how it writes times, numbers and sizes. */

const texts = JSON.parse(document.body.dataset.texts);
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;

export const business = document.body.dataset.business;

/** A text with its {places} filled. */
export function say(name, places = {}) {
  return texts[name].replace(/\{(\w+)\}/g, (_, place) => places[place]);
}

/** What kind of message it is, in a word. */
export function kindOf(message) {
  const kind = message.type === "audio" && message.media?.voice ? "voice" : message.type;
  return texts[`type_${kind}`] ?? texts.type_other;
}

/** What it says, else what kind it is. */
export const gist = (message) => (message.revoked ? say("deleted") : message.text || kindOf(message));

const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const date = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const short = new Intl.DateTimeFormat(language, { day: "2-digit", month: "2-digit" });
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });

export const timeOf = (moment) => clock.format(moment);

/** "today", "yesterday", or the date. */
export function dayOf(moment, today = new Date()) {
  const days = daysBetween(moment, today);
  return days > -2 && days < 1 ? relative.format(days, "day") : date.format(moment);
}

/** The time of today's, the day of older ones. */
export const shortTime = (moment) => (daysBetween(moment, new Date()) === 0 ? timeOf(moment) : short.format(moment));

function daysBetween(moment, today) {
  const midnight = (day) => new Date(day.getFullYear(), day.getMonth(), day.getDate());
  return Math.round((midnight(moment) - midnight(today)) / 86_400_000);
}

/** Seconds as 0:07. */
export const lengthOf = (seconds) => {
  const whole = Number.isFinite(seconds) ? Math.round(seconds) : 0;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

/** Bytes as 12 kB. */
export function sizeOf(bytes) {
  const [value, unit] = bytes < 1e6 ? [Math.max(1, bytes / 1e3), "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}

/** An amount of money; a currency that nobody knows is written behind it. */
export function moneyOf(amount, currency) {
  try {
    return new Intl.NumberFormat(language, { style: "currency", currency }).format(amount);
  } catch {
    return `${amount} ${currency ?? ""}`.trim();
  }
}

/** A number as people read it; who hides it is known by the username, else by the id. */
export function numberOf(customer) {
  if (customer.hides_number) return customer.username ? `@${customer.username}` : say("number_hidden");
  return customer.wa_id ? `+${customer.wa_id}` : customer.user_id;
}
