alter table reaction_checkpoints
  add column last_stream text,
  add column last_revision bigint,
  add column last_event_id text,
  add column missed text;

comment on column reaction_checkpoints.last_event_id is 'The last event that was reacted to: tells whether the ledger is still the same one.';
comment on column reaction_checkpoints.missed is 'Why it went on at the end of another ledger, and what it may have missed, until an operator acknowledges.';

alter table parked_reactions add column retry_asked_at timestamptz;

comment on column parked_reactions.retry_asked_at is 'An operator wants it tried once more; whoever leads the plugin''s reactions does.';
