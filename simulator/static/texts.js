/** The page's texts in its language, and how it writes times. */

const texts = JSON.parse(document.body.dataset.texts);
const language = document.documentElement.lang;

export const business = document.body.dataset.business;

/** A text with its {places} filled. */
export function say(name, places = {}) {
  return texts[name].replace(/\{(\w+)\}/g, (_, place) => places[place]);
}

const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const date = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });

export const timeOf = (moment) => clock.format(moment);

/** "today", "yesterday", or the date. */
export function dayOf(moment, today = new Date()) {
  const midnight = (day) => new Date(day.getFullYear(), day.getMonth(), day.getDate());
  const days = Math.round((midnight(moment) - midnight(today)) / 86_400_000);
  return days > -2 ? relative.format(days, "day") : date.format(moment);
}

/** A number as people read it; ids that are no numbers stay as they are. */
export const numberOf = (customer) => (customer.wa_id ? `+${customer.wa_id}` : customer.user_id);
