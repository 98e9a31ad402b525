-- Finds the last event that changed the status of a system, however many events it has.
create index history_by_status on history (system_id, type, version) where type in (
  'SystemAdded', 'IntegrationTokenIssued', 'RegistrationCancelled', 'SystemRegistered', 'RegistrationFailed',
  'DeregistrationStarted', 'DeregistrationFailed', 'SystemDeregistered');
--> statement-breakpoint
-- The events of a request, and (1) those among them that the request itself has made. As text: what json's own operators
-- read may hold U+0000 elsewhere, which they refuse. Quotes inside of values are escaped.
create index history_by_correlation on history (
  system_id,
  split_part(split_part(metadata::text, '"$correlationId":"', 2), '"', 1),
  ((split_part(split_part(metadata::text, '"$correlationId":"', 2), '"', 1)
    = split_part(split_part(metadata::text, '"$causationId":"', 2), '"', 1))::integer),
  version
) where system_id is not null;
