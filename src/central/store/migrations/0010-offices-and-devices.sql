-- What this database belongs to. A wrong key file or profile is found at start, before anything is written with it.
create table central (
  only_row boolean primary key default true check (only_row),
  profile text not null,
  key_check bytea not null
);

create table office (
  id text primary key,
  name_ko text not null,
  name_en text not null,
  kind text not null,
  province text not null,
  city text not null
);

create table official (
  id text primary key,
  office text not null references office,
  name text not null,
  role text not null
);
create index official_office on official (office);

create table device (
  id uuid primary key,
  office text not null references office,
  -- SPKI, DER.
  public_key bytea not null,
  enrolled_at timestamptz not null,
  -- The last day on which nothing of this device was still unsent. Report dates before it need more than its word.
  caught_up_on date not null,
  revoked_at timestamptz
);

-- Only a keyed hash of the secret is kept. A used code keeps who used it, so that a lost answer can be given again.
create table enrolment_code (
  secret_hash bytea primary key,
  office text not null references office,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid,
  used_key bytea
);
