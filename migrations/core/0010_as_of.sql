create schema as_of;

comment on schema as_of is 'What read models held at earlier positions: made when somebody asks, dropped when nobody does. Everything here can be dropped at any time.';

create table as_of.histories (
  id integer generated always as identity primary key,
  projection text not null,
  version integer not null,
  generation integer not null,
  position bigint not null default 0,
  spacing integer not null default 1,
  categories jsonb not null default '{}',
  last_stream text,
  last_revision bigint,
  last_event_id text,
  used_at timestamptz not null default now()
);

create index histories_of on as_of.histories (projection, version, generation, id);

comment on table as_of.histories is 'How far the history of a read model is kept: its rows as they were at its points, in as_of.history_<id>.';
comment on column as_of.histories.position is 'The last point.';
comment on column as_of.histories.spacing is 'How many times as far apart as usual the points are, for it to fit in what it may take.';
comment on column as_of.histories.categories is 'By event type, the categories of streams in which it was seen.';

create table as_of.points (
  history integer not null references as_of.histories on delete cascade,
  position bigint not null,
  primary key (history, position)
);

comment on table as_of.points is 'The positions at which the rows of a history are kept.';
