-- The past of an account's events, in log order.
alter table history add column global_account_id text collate "C";
--> statement-breakpoint
-- As text: what json's own operators read may hold U+0000 elsewhere, which they refuse. Quotes inside of values are escaped.
update history set global_account_id = substring(metadata::text from '"globalAccountId":"([A-Za-z0-9_-]{1,64})"');
--> statement-breakpoint
alter table history alter column global_account_id set not null;
--> statement-breakpoint
create index history_by_account on history (global_account_id, position);
