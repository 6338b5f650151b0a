create table projection_generations (
  projection text not null,
  version integer not null,
  generation integer not null,
  columns jsonb not null,
  live_since timestamptz,
  problem_code text,
  problem text,
  created_at timestamptz not null default now(),
  primary key (projection, version, generation)
);

create unique index projection_generations_live
  on projection_generations (projection, version) where live_since is not null;

comment on table projection_generations is 'Tables of read models; readers see the live generation of their version.';

create table projection_checkpoints (
  projection text not null,
  version integer not null,
  generation integer not null,
  position bigint not null default 0,
  updated_at timestamptz not null default now(),
  primary key (projection, version, generation),
  foreign key (projection, version, generation) references projection_generations on delete cascade
) with (fillfactor = 50);

comment on table projection_checkpoints is 'Position up to which a table holds the ledger; 0 before the first event.';

create table parked_events (
  projection text not null,
  version integer not null,
  generation integer not null,
  key text not null,
  position bigint not null,
  stream text not null,
  revision bigint not null,
  event_id text not null,
  type text not null,
  error text,
  parked_at timestamptz not null default now(),
  primary key (projection, version, generation, key, position),
  foreign key (projection, version, generation) references projection_generations on delete cascade
);

comment on table parked_events is 'Events that a fold could not take, and those of the same key behind them (error is null).';
