alter table projection_checkpoints
  add column events bigint not null default 0,
  add column last_stream text,
  add column last_revision bigint,
  add column last_event_id text;

comment on column projection_checkpoints.events is 'Events applied or parked since the table was created.';
comment on column projection_checkpoints.last_event_id is 'The last event of another kind than a barrier: tells whether the ledger is still the same one.';
