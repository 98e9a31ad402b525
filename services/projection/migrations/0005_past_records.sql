-- Records of systems as they were, every hundred events or more, so that a query about the past folds few events. A read
-- model of before has none until it is rebuilt: its answers are the same, and take longer.
create table past_records (
  system_id text collate "C" not null,
  version integer not null,
  position numeric(20, 0) not null,
  occurred_at timestamptz not null,
  record json not null,
  primary key (system_id, version)
);
