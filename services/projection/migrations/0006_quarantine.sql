-- Streams that hold an event which cannot be read or folded; one row for each, which names that event.
create table quarantine (
  stream text collate "C" primary key,
  position numeric(20, 0) not null,
  revision integer not null,
  event_id text collate "C" not null,
  event_type text collate "C" not null,
  reason text not null,
  since timestamptz not null,
  retry_requested boolean not null default false
);
--> statement-breakpoint
create index quarantine_by_time on quarantine (since, stream);
--> statement-breakpoint
-- Events of these streams, which are in no other table as long as their stream is in quarantine. Reading the stream gives
-- their data, but not their positions.
create table left_out_events (
  stream text collate "C" not null,
  revision integer not null,
  position numeric(20, 0) not null,
  primary key (stream, revision)
);
