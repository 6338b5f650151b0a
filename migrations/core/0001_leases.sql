create table leases (
  name text primary key,
  holder text not null,
  epoch bigint not null,
  expires_at timestamptz not null
) with (fillfactor = 50);

comment on table leases is 'Who leads which piece of work; a higher epoch fences off every earlier holder.';
