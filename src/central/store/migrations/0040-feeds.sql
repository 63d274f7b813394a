create table epoch (n integer primary key, opened_at timestamptz not null);

create table feed_head (
  epoch integer not null references epoch,
  office text not null references office,
  seq integer not null,
  hash text not null,
  primary key (epoch, office)
) with (fillfactor = 50);

create table feed (
  epoch integer not null,
  office text not null,
  seq integer not null,
  header text not null,
  body bytea not null,
  primary key (epoch, office, seq)
);
alter table feed alter column body set storage external, set (toast_tuple_target = 8160);

-- Whoever decides holds an advisory lock and the term that it counted up here. Each of its transactions checks the
-- term, so that one who lost the lock without noticing can't write any more.
create table leader (only_row boolean primary key default true check (only_row), term integer not null);
insert into leader (term) values (0);
