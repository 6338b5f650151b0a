-- Up Migration

create schema ledger;

-- One row: the epoch of the node that may write. A node raises it when it takes the ledger over.
create table ledger.node (
  singleton boolean primary key default true check (singleton),
  epoch int8 not null
);

insert into ledger.node (epoch) values (0);

-- Names are bytes, because text cannot hold NUL, and found by a digest, because an index cannot hold long ones.
create table ledger.streams (
  id int8 primary key,
  digest uuid not null unique,
  name bytea not null
);

-- One row an append. Its events have the positions and revisions that end with the row's; the body holds them as they go
-- over the wire.
create table ledger.appends (
  position int8 primary key,
  stream_id int8 not null,
  revision int8 not null,
  recorded_at timestamptz not null,
  first_id uuid not null,
  events int4 not null,
  ids bytea,
  body bytea not null
) with (fillfactor = 100);

alter table ledger.appends alter column body set storage external;
alter table ledger.appends alter column ids set storage external;

create unique index appends_revision on ledger.appends (stream_id, revision);
create index appends_first_id on ledger.appends (first_id);
