-- What an office may do on its own; an office without a row may issue nothing while central can't be reached.
create table office_policy (
  office text primary key references office,
  may_issue_offline boolean not null,
  supervisor_after_hours integer not null
);

-- Policies that were set and are not yet in the offices' feeds. The decider takes a row away in the transaction that
-- writes the item, because it alone writes feeds.
create table policy_order (
  id uuid primary key,
  place bigint generated always as identity unique,
  office text not null references office,
  -- Null in an order about deadlines.
  may_issue_offline boolean,
  supervisor_after_hours integer,
  -- A DeadlinePolicy; null in an order about issuing.
  deadlines text,
  check ((may_issue_offline is null) = (supervisor_after_hours is null)),
  check ((may_issue_offline is null) <> (deadlines is null))
);

-- The device's number within its office (단말번호), given with its first serials.
alter table device add terminal integer;
create unique index device_terminal on device (office, terminal);
-- How codes on paper name a key: the first bytes of its hash.
create index device_kid on device (substring(sha256(public_key) from 1 for 8));

-- Serials granted. Numbers are counted up for each office and epoch, and never given twice within them.
create table serial_block (
  office text not null,
  epoch integer not null,
  first integer not null,
  last integer not null,
  device uuid not null references device,
  -- Of the journal that asked: a device restored from a backup can't tell which serials of an earlier one it has used.
  incarnation integer not null,
  terminal integer not null,
  -- How many of them central knows a paper for.
  used integer not null,
  -- The entry that asked.
  request uuid not null unique,
  granted_at timestamptz not null,
  primary key (office, epoch, first)
);
create index serial_block_device on serial_block (device, epoch);

-- One row a paper. Entries of different devices come in any order, so a row may begin with what became of a paper of
-- which nothing else is known yet; each column is set by one kind of entry, and the state is read off them all.
create table certificate (
  id uuid primary key,
  serial text not null,
  -- The office of whoever spoke of it first, then of the device that reserved it.
  office text not null,
  -- From here to `facts`: null until the reservation is here.
  device uuid,
  kind text,
  issued_on date,
  valid_until date,
  -- A keyed hash of the document number.
  number_index bytea,
  reserved_at timestamptz,
  fee integer,
  -- Sealed: the document number, the masked holder, the pages.
  facts bytea,
  issued_at timestamptz,
  -- What was charged when it was issued.
  won integer,
  suspect_at timestamptz,
  void_at timestamptz,
  void_why text,
  -- The paper that was reserved in its place.
  replaced_by uuid,
  replaced_at timestamptz,
  overtaken_since date,
  -- Which part, as the contract names it.
  overtaken_what text
);
create unique index certificate_serial on certificate (serial) where device is not null;
create index certificate_any_serial on certificate (serial);
create index certificate_number on certificate (number_index);
create index certificate_listed on certificate (valid_until)
  where void_at is not null or replaced_by is not null or overtaken_since is not null;

-- What doesn't fit together. The entries are accepted all the same; a person looks into it.
create table paper_flag (
  entry uuid not null,
  flag text not null,
  certificate uuid,
  noted_at timestamptz not null,
  primary key (entry, flag)
);

-- Who runs this central, for third parties to read; a count of all changes that the key bundle shows, and when the last
-- one was.
alter table central add issuer text not null default '', add bundle_version bigint not null default 0,
  add bundle_changed_at timestamptz not null default '1970-01-01T00:00:00Z';
