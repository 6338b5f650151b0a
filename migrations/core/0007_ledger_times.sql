create table ledger_times (
  position bigint primary key,
  recorded_at timestamptz not null
);

create index ledger_times_recorded_at on ledger_times (recorded_at, position);

comment on table ledger_times is 'When which position of the ledger was recorded, a row a minute: where to look for a time. Made anew by looking through the ledger.';

create table ledger_times_progress (
  one boolean primary key default true check (one),
  position bigint not null,
  last_stream text,
  last_revision bigint,
  last_event_id text
);

comment on table ledger_times_progress is 'How far the ledger has been looked through for ledger_times, and the last event seen, by which it is known again.';
