-- How far central has each device's journal.
create table journal (
  device uuid not null references device,
  incarnation integer not null,
  seq integer not null,
  hash text not null,
  -- The device's own signed word on this head, as evidence; null before the first push.
  signed_head text,
  primary key (device, incarnation)
) with (fillfactor = 70);

-- Every entry that a device got a receipt for. Rows are only added; `quarantined` says why one can't be used.
create table inbox (
  arrival bigint generated always as identity primary key,
  id uuid not null,
  office text not null,
  device uuid not null,
  incarnation integer not null,
  seq integer not null,
  -- Null where the kind is not one that this version knows.
  kind text,
  header text not null,
  hash text not null,
  body bytea not null,
  arrived_at timestamptz not null,
  -- Copied from the device at acceptance: the lower bound for the report date.
  caught_up_on date not null,
  quarantined text,
  unique (device, incarnation, seq)
);
-- An entry's id is used once. A second entry with the id of another one is kept, in quarantine.
create unique index inbox_id on inbox (id) where quarantined is null;
-- Sealed bytes don't compress, and one row in one place is written faster than a row and its pieces.
alter table inbox alter column body set storage external, set (toast_tuple_target = 8160);

-- The arrivals that wait for their decision. A row is taken away when it is decided, in the same transaction; the
-- queue is never read by `arrival > last`, because arrivals become visible in another order than they are numbered in.
create table undecided (arrival bigint primary key);

-- Entries that have no place in a journal: kept raw for a person to look at.
create table quarantine (
  id bigint generated always as identity primary key,
  device uuid not null,
  incarnation integer not null,
  seq integer not null,
  hash text not null,
  raw bytea not null,
  reason text not null,
  arrived_at timestamptz not null,
  unique (device, incarnation, seq, hash)
);
