-- Up to which entry of each journal central's own backup has what it took: a device may erase what lies before it.
alter table journal add column covered integer not null default 0;
