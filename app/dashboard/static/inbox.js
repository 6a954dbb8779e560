import * as composer from "./composer.js";
import * as live from "./live.js";
import * as page from "./page.js";

page.start();
composer.start();
live.start();
