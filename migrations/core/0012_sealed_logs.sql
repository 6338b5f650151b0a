-- Up Migration

-- What seals the ledger, by the name of its logs: up to where it has come, and by which event that is known again.
create table seal_series (
  base text primary key,
  position bigint not null default 0,
  last_stream text,
  last_revision bigint,
  last_event_id text,
  last_position bigint,
  created_at timestamptz not null default clock_timestamp()
);

-- A log: its size and root, the public keys it was signed by, and below which entry it has been pruned.
create table sealed_logs (
  origin text primary key,
  base text not null references seal_series,
  size bigint not null default 0,
  root bytea not null,
  vkeys text not null default '',
  minimum bigint not null default 0
);

-- Hashes of a log, 256 a row; the last of each level grows.
create table sealed_tiles (
  origin text not null,
  level smallint not null,
  n bigint not null,
  hashes bytea not null,
  primary key (origin, level, n)
);
alter table sealed_tiles alter column hashes set storage external;

-- Its entries, 256 a row; the last grows. `marks` holds the last four bytes of each event's id, to find an event by.
create table sealed_bundles (
  origin text not null,
  n bigint not null,
  entries bytea not null,
  marks bytea not null,
  newest_at timestamptz not null,
  primary key (origin, n)
);

-- What is left of bundles whose events have all expired: the last entry, and the hashes that prove it.
create table sealed_stubs (
  origin text not null,
  n bigint not null,
  entry bytea not null,
  path bytea not null,
  primary key (origin, n)
);

create table sealed_checkpoints (
  origin text not null,
  size bigint not null,
  note text not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (origin, size)
);

-- Who outside has taken which checkpoint last.
create table seal_targets (
  target text not null,
  origin text not null,
  size bigint not null,
  reached_at timestamptz not null,
  primary key (target, origin)
);
