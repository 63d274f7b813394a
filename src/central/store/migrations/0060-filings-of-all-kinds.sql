-- What was done with a filing after it was taken. What it says stands in the inbox.
create table amendment (
  arrival bigint primary key,
  filing uuid not null
);
create index amendment_filing on amendment (filing);

-- Changes of areas (행정구역변경). From its day on each is a part of every decision that it bears on; whom no filing
-- touches is swept, a batch at a time.
create table area_change (
  id uuid primary key,
  place bigint generated always as identity unique,
  takes_effect date not null,
  from_office text not null references office,
  to_office text not null references office,
  -- An AreaChange.
  change text not null,
  -- How far the sweep has come, by what is looked at and its id; null before it began.
  swept_kind integer,
  swept_id uuid,
  is_swept boolean not null default false
);
-- One that is ordered a second time is the same.
create unique index area_change_text on area_change (md5(change));
create index area_change_from on area_change (from_office);
create index area_change_open on area_change (takes_effect) where not is_swept;

-- The days and fines that are in force at an office: a DeadlinePolicy. An office without a row goes by the default.
create table office_deadlines (
  office text primary key references office,
  deadlines text not null
);
