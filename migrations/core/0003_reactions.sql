create table reaction_checkpoints (
  plugin text primary key,
  position bigint not null,
  updated_at timestamptz not null default now()
) with (fillfactor = 50);

comment on table reaction_checkpoints is 'Position up to which a plugin has reacted; it starts at the head.';

create table parked_reactions (
  plugin text not null,
  position bigint not null,
  stream text not null,
  revision bigint not null,
  event_id text not null,
  type text not null,
  error text not null,
  parked_at timestamptz not null default now(),
  primary key (plugin, position)
);

comment on table parked_reactions is 'Events to which a plugin could not react, after five attempts.';
