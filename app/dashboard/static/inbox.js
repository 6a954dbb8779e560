import * as announced from "./announced.js";
import * as attaching from "./attaching.js";
import * as bubbles from "./bubbles.js";
import * as composer from "./composer.js";
import * as live from "./live.js";
import * as modes from "./modes.js";
import * as noticeSettings from "./notice_settings.js";
import * as notices from "./notices.js";
import * as page from "./page.js";
import * as quoting from "./quoting.js";
import * as typing from "./typing.js";

for (const part of [announced, bubbles, page, typing, modes, quoting, attaching, composer, noticeSettings, notices, live]) part.start();
