-- The register. There is one writer, which knows the offices, so the tables don't check them for each row again.
-- Documents are sealed; residents are found by a keyed hash of their numbers.
-- `origin` is the document before any filing touched it, kept from the first change on: a late filing is settled by
-- folding all filings again from there. Null means: as `doc`. Both are sealed alike, so that one can become the other.
-- `made_with` is set for what the rules made, a child that was born or the record of those who stayed behind: a filing
-- with which it is always settled. It has no origin, and goes when the filings no longer make it.
-- No index holds what a move changes of a resident, and each page has room for one more row, so that PostgreSQL writes
-- the new row beside the old one and leaves the indexes alone. Whose office they are of, their household says.
create table resident (
  id uuid primary key,
  made_with uuid,
  doc bytea not null,
  origin bytea
) with (fillfactor = 70);
alter table resident alter column doc set storage external, alter column origin set storage external,
  set (toast_tuple_target = 8160);

-- The number of a resident, and every one that they had before.
create table resident_number (
  number_index bytea not null,
  resident uuid not null,
  primary key (number_index, resident)
);

create table household (
  id uuid primary key,
  office text not null,
  made_with uuid,
  doc bytea not null,
  origin bytea
) with (fillfactor = 85);
create index household_office on household (office);
create index household_made_with on household (made_with) where made_with is not null;
alter table household alter column doc set storage external, alter column origin set storage external,
  set (toast_tuple_target = 8160);

-- The entries that were decided. What they say stands in the inbox.
create table filing (
  id uuid primary key,
  office text not null,
  arrival bigint not null
);
create index filing_office on filing (office);

-- Every number that a filing names, as it was taken or as it was supplemented later.
create table filing_number (
  number_index bytea not null,
  filing uuid not null,
  primary key (number_index, filing)
);

-- The answers for all movers of a filing, each time they changed. Nothing is overwritten.
create table answer (
  filing uuid not null,
  revision integer not null,
  decided_at timestamptz not null,
  movers bytea not null,
  current boolean not null,
  primary key (filing, revision)
);
create unique index answer_current on answer (filing) where current;
alter table answer alter column movers set storage external, set (toast_tuple_target = 8160);

-- Who ever left an office: its move-out list, which is read off their address histories. So is its move-in list, and
-- whoever ever came to an office is still there or has left it again.
create table departure (
  office text not null,
  resident uuid not null,
  primary key (office, resident)
);
