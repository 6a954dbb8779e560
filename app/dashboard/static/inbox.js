import * as actions from "./actions.js";
import * as announced from "./announced.js";
import * as attaching from "./attaching.js";
import * as bubbles from "./bubbles.js";
import * as composer from "./composer.js";
import * as history from "./history.js";
import * as keys from "./keys.js";
import * as live from "./live.js";
import * as modes from "./modes.js";
import * as more from "./more.js";
import * as page from "./page.js";
import * as palette from "./palette.js";
import * as quoting from "./quoting.js";
import * as typing from "./typing.js";

for (const part of [announced, bubbles, page, typing, modes, quoting, attaching, composer, live, more, palette, keys, history, actions]) {
  part.start();
}
