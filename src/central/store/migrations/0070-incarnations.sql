-- Which incarnation of its journal a device is in, and since when the key counts that it has now. A device restored from
-- a backup begins a new one, with a new key.
alter table device add incarnation integer not null default 1, add keyed_at timestamptz;

-- Incarnations that another took the place of. What their keys signed before stays verifiable; nothing new counts.
create table closed_incarnation (
  device uuid not null references device,
  incarnation integer not null,
  -- SPKI, DER.
  public_key bytea not null,
  since timestamptz not null,
  closed_at timestamptz not null,
  -- As the device had it when it was closed: what its papers were goes by that, because nobody will send the rest.
  caught_up_on date not null,
  -- The one that took its place, and the backup that one was restored from, as it says itself.
  next integer not null,
  copied_incarnation integer not null,
  copied_seq integer not null,
  copied_at timestamptz not null,
  primary key (device, incarnation)
);
create index closed_incarnation_kid on closed_incarnation (substring(sha256(public_key) from 1 for 8));

-- Set where the code is for this one device, which was restored; null for a new one.
alter table enrolment_code add device uuid references device;
