create table fold_snapshots (
  stream text primary key,
  version text not null,
  revision bigint not null,
  position bigint not null,
  event_id text not null,
  state bytea not null,
  taken_at timestamptz not null default now()
);

comment on table fold_snapshots is 'What a long stream comes to, up to a revision, so that a command need not read it whole. May be emptied at any time.';

create table fold_keys (
  stream text not null,
  key text not null,
  revision bigint not null,
  received_at timestamptz not null,
  primary key (stream, key, revision)
);

create index fold_keys_received_at on fold_keys (stream, received_at);

comment on table fold_keys is 'Idempotency keys of the last day among the events that a snapshot stands for.';
