-- The tables are there twice: those that answer queries, and those beside them. Which they are, they say themselves.
alter table checkpoint add column role text not null default 'empty'
  check (role in ('live', 'empty', 'building', 'ready', 'before'));
--> statement-breakpoint
-- How many events the history holds: counting them takes long.
alter table checkpoint add column events bigint not null default 0;
--> statement-breakpoint
update checkpoint set events = (select count(*) from history);
