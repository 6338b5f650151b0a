alter table projection_checkpoints
  add column lag_events integer,
  add column lag_seconds double precision,
  add column lag_stuck boolean not null default false,
  add column lag_measured_at timestamptz;

comment on column projection_checkpoints.lag_measured_at is 'When whoever leads the projection last looked how far it is behind; for a while not: nobody leads it.';
