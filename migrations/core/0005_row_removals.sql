create table row_removals (
  projection text not null,
  version integer not null,
  generation integer not null,
  key text not null,
  position bigint not null,
  removed_at timestamptz not null default now(),
  primary key (projection, version, generation, key),
  foreign key (projection, version, generation) references projection_generations on delete cascade
);

create index row_removals_position on row_removals (projection, version, generation, position);

comment on table row_removals is 'Rows that a fold deleted within the last day, for those who follow changes.';

alter table projection_checkpoints add column anew_position bigint;

comment on column projection_checkpoints.anew_position is 'Who followed changes up to this position or an earlier one reads everything anew: not every change since is known.';
