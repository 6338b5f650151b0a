-- Up Migration

-- SHA-256 of the body as the node has written it, so that bytes that are changed here are found; none of rows from before.
alter table ledger.appends add column digest bytea;
alter table ledger.appends alter column digest set storage plain;
