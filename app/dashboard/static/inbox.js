import * as announced from "./announced.js";
import * as attaching from "./attaching.js";
import * as bubbles from "./bubbles.js";
import * as chosen from "./chosen.js";
import * as composer from "./composer.js";
import * as filters from "./filters.js";
import * as live from "./live.js";
import * as modes from "./modes.js";
import * as page from "./page.js";
import * as quoting from "./quoting.js";
import * as typing from "./typing.js";
import * as unread from "./unread.js";

for (const part of [announced, bubbles, page, typing, modes, quoting, attaching, composer, filters, chosen, unread, live]) part.start();
