import * as announced from "./announced.js";
import * as attaching from "./attaching.js";
import * as bubbles from "./bubbles.js";
import * as composer from "./composer.js";
import * as drafts from "./drafts.js";
import * as emoji from "./emoji.js";
import * as live from "./live.js";
import * as modes from "./modes.js";
import * as page from "./page.js";
import * as quoting from "./quoting.js";
import * as ready from "./ready.js";
import * as typing from "./typing.js";
import * as unfilled from "./unfilled.js";
import * as writing from "./writing.js";

const composing = [typing, modes, quoting, attaching, composer, writing, ready, unfilled, emoji, drafts];
for (const part of [announced, bubbles, page, ...composing, live]) part.start();
