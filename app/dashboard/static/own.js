import * as noticeSettings from "./notice_settings.js";

noticeSettings.start();
