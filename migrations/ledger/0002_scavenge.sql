-- Up Migration

-- Events of the stream before this revision have been scavenged; all later ones are there.
alter table ledger.streams add column kept_from int8 not null default 0;

-- Room to count `kept_from` up in place.
alter table ledger.streams set (fillfactor = 90);

-- What is scavenged is to make room soon, and not only when a fifth of the ledger is gone.
alter table ledger.appends set (
  autovacuum_vacuum_scale_factor = 0.01,
  autovacuum_vacuum_threshold = 2000,
  toast.autovacuum_vacuum_scale_factor = 0.01,
  toast.autovacuum_vacuum_threshold = 2000
);
