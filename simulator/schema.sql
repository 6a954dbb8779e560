CREATE TABLE IF NOT EXISTS customers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  wa_id TEXT UNIQUE,                 -- digits without "+"
  user_id TEXT NOT NULL UNIQUE,      -- business-scoped user id
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  hides_number INTEGER NOT NULL DEFAULT 0,
  username TEXT,
  identity_hash TEXT,
  typing_until REAL NOT NULL DEFAULT 0,
  created_at REAL NOT NULL
);

-- The business's numbers. Every send gets stop_code while there is one; no token: it was revoked.
CREATE TABLE IF NOT EXISTS numbers (
  id TEXT PRIMARY KEY,               -- phone_number_id
  display TEXT NOT NULL,             -- digits
  app_secret TEXT NOT NULL,
  access_token TEXT,
  stop_code INTEGER,
  stop_reason TEXT
);

-- What a number has borrowed from the future by a burst to one person.
CREATE TABLE IF NOT EXISTS pairs (
  number TEXT NOT NULL,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  free_at REAL NOT NULL,
  PRIMARY KEY (number, customer_id)
);

-- Every bubble. Directions are the business's: inbound is what a customer wrote.
CREATE TABLE IF NOT EXISTS messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  wamid TEXT NOT NULL UNIQUE,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  number TEXT NOT NULL,              -- phone_number_id of the business number
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  author TEXT NOT NULL DEFAULT 'api' CHECK (author IN ('api', 'phone')),  -- outbound
  type TEXT NOT NULL,
  content TEXT NOT NULL,             -- JSON: the object named after the type
  quoted TEXT,                       -- wamid of the message it replies to
  forwarded TEXT,                    -- inbound: once or often
  media_id TEXT,
  recipient TEXT,                    -- outbound: "to" or "recipient" as the business gave it
  opaque TEXT,                       -- outbound: biz_opaque_callback_data
  price TEXT,                        -- outbound: pricing type
  category TEXT,                     -- outbound: pricing category
  request_id INTEGER REFERENCES requests (id),
  created_at REAL NOT NULL,
  sent_at REAL,                      -- outbound
  delivered_at REAL,                 -- inbound: the business's webhook said 200
  read_at REAL,                      -- inbound: the business marked it as read
  played_at REAL,                    -- outbound voice notes
  edited_at REAL,
  revoked_at REAL,
  failed_at REAL,                    -- outbound
  error_code INTEGER,
  error_title TEXT
);
CREATE INDEX IF NOT EXISTS messages_of_customer ON messages (customer_id, id);
CREATE INDEX IF NOT EXISTS messages_of_number ON messages (number, created_at);
CREATE INDEX IF NOT EXISTS messages_to_come ON messages (delivered_at);
CREATE INDEX IF NOT EXISTS messages_failing ON messages (failed_at) WHERE failed_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS reactions (
  message TEXT NOT NULL,             -- wamid
  "by" TEXT NOT NULL CHECK ("by" IN ('customer', 'business')),
  emoji TEXT NOT NULL,
  at REAL NOT NULL,
  PRIMARY KEY (message, "by")
);

CREATE TABLE IF NOT EXISTS media (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL,              -- phone_number_id
  mime_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,              -- base64
  file_name TEXT,
  voice INTEGER NOT NULL DEFAULT 0,
  bytes BLOB NOT NULL,
  created_at REAL NOT NULL,
  expires_at REAL NOT NULL,
  inbound INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS media_urls (
  token TEXT PRIMARY KEY,
  media_id TEXT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
  expires_at REAL NOT NULL
);

CREATE TABLE IF NOT EXISTS templates (
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  category TEXT NOT NULL,
  status TEXT NOT NULL,
  components TEXT NOT NULL,          -- JSON
  PRIMARY KEY (name, language)
);

-- Every send the business asked for, refused ones too.
CREATE TABLE IF NOT EXISTS requests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at REAL NOT NULL,
  code INTEGER NOT NULL DEFAULT 0,   -- 0 = accepted, else the Graph error code
  details TEXT NOT NULL DEFAULT ''
);

-- What the business's webhook has to be told, and every attempt at it.
CREATE TABLE IF NOT EXISTS updates (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  wamid TEXT,
  number TEXT,                       -- phone_number_id; NULL: the first one
  kind TEXT NOT NULL,                -- message, status, echo, notice, raw, or copy (delivered once more than needed)
  field TEXT NOT NULL DEFAULT 'messages',
  value TEXT,                        -- JSON: "value" of the change
  raw BLOB,                          -- kind raw: the body itself
  created_at REAL NOT NULL,
  due_at REAL NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  fated INTEGER NOT NULL DEFAULT 0,  -- the faults have decided what becomes of it
  state TEXT NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'in_flight', 'acknowledged', 'given_up', 'lost'))
);
CREATE INDEX IF NOT EXISTS updates_due ON updates (due_at) WHERE state = 'waiting';
CREATE INDEX IF NOT EXISTS updates_in_flight ON updates (id) WHERE state = 'in_flight';
CREATE INDEX IF NOT EXISTS updates_of_message ON updates (wamid);

CREATE TABLE IF NOT EXISTS attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  update_id INTEGER NOT NULL REFERENCES updates (id),
  at REAL NOT NULL,
  result TEXT NOT NULL,              -- HTTP status, or timeout, refused, dropped
  milliseconds INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS attempts_of_update ON attempts (update_id);
