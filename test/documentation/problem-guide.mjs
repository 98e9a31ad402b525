// What a problem code means and what helps, for docs/problems. Status and title come from PROBLEMS in libs/contracts.

/**
 * @typedef {object} Guide
 * @property {string} when what the caller did or found
 * @property {string} then what helps
 * @property {readonly string[]} [rules] ids in docs/domain.md
 */

/** @type {Readonly<Record<string, Guide>>} by problem code */
export const PROBLEM_GUIDE = {
  VALIDATION_FAILED: {
    when: 'The body, the query or a header has another shape than the call takes, or a value that the rules do not allow. `errors` names each field with a code: `UNKNOWN_MEMBER` for an unknown member, `NAME_INVALID` (M-09), `TYPE_UNKNOWN` (N-02), `SCENARIO_GROUP_INVALID` (X-02), and `INVALID` for everything else. A body that is no JSON object has no `errors`.',
    then: 'Correct the fields that `errors` names and send the request again. The same request gets the same answer.',
    rules: ['M-09', 'N-02', 'X-02'],
  },
  TOKEN_INVALID: {
    when: 'The text that was redeemed is no integration token of this platform: altered, cut, signed with an unknown key, or for a system that is not there.',
    then: 'Copy the whole token again: it begins with `slt_`. White space before and after it does no harm. If it stays invalid, ask the account administrator to display the token.',
    rules: ['M-04'],
  },
  UNAUTHENTICATED: {
    when: 'The request has no access token, or one that has expired, names another issuer or audience, or was not signed by the OpenID provider.',
    then: 'Get a fresh access token from the provider and send it as `Authorization: Bearer …`.',
  },
  FORBIDDEN: {
    when: 'The access token is valid, but none of its roles may make this call.',
    then: 'Sign in with a role that may: [the table of calls](../http-api.md#account-side) names it.',
    rules: ['M-02', 'M-03', 'N-01'],
  },
  NOT_FOUND: {
    when: 'There is nothing at this address, or it belongs to another account or tenant. The answer is the same in both cases.',
    then: 'Check the id, and that the account or tenant of the address is the one in the access token.',
  },
  METHOD_NOT_ALLOWED: {
    when: 'The address exists, but not with this method.',
    then: 'Use one of the methods that the header `Allow` of the answer names.',
  },
  REQUEST_TIMEOUT: {
    when: 'The headers or the body of the request did not arrive within `REQUEST_TIMEOUT`, 10 seconds by default. The connection is closed.',
    then: 'Send the request again, at once and as a whole. With an `Idempotency-Key` that is safe.',
  },
  PRECONDITION_FAILED: {
    when: 'What the request is about is not as `If-Match` or `If-None-Match` says: somebody has changed it since the caller read it, or it has no entity tag that could match.',
    then: 'Read it again, decide again, and send the request with the new `ETag`.',
  },
  URI_TOO_LONG: {
    when: 'The address with its query is longer than 16 KiB.',
    then: 'Send what the call takes: no parameter of this API is longer than 1,024 characters.',
  },
  EXPECTATION_FAILED: {
    when: 'The header `Expect` asks for something else than `100-continue`.',
    then: 'Send the request without the header.',
  },
  REQUEST_HEADER_FIELDS_TOO_LARGE: {
    when: 'The headers of the request, with its first line, are larger than 16 KiB. Nearly always it is an access token that names very many roles or groups.',
    then: 'Have the OpenID provider issue a smaller token for this audience: the platform reads `sub`, `roles`, `global_account` and `tenant` only.',
  },
  NOT_IMPLEMENTED: {
    when: 'The method is none that the server knows, or `CONNECT`.',
    then: 'Use a method of [the table of calls](../http-api.md#account-side).',
  },
  POSITION_UNKNOWN: {
    when: 'The position in `minPosition`, `asOf`, `from` or `Last-Event-ID` is beyond the end of the log, so no answer or event can have had it. A position that the log has, and the read model has not yet, is waited for instead.',
    then: 'Take positions only from answers and events of this platform. After the platform was set up anew, begin without one.',
  },
  NAME_IN_USE: {
    when: 'The account has a system, or a formation, of this name that has not ended. Names are compared exactly, across all types.',
    then: 'Choose another name, or use the system that has it. The name of a formation that is being deleted is free when that has ended.',
    rules: ['M-20'],
  },
  NAME_LOCKED_BY_EXTENSION: {
    when: 'An extension of this name still exists in a tenant, which locks the name.',
    then: 'Deregister the system; or, after a failed registration, have the tenant administrator delete the failed extension and cancel the registration. Then the name is free.',
    rules: ['M-21'],
  },
  TOKEN_EXPIRED: {
    when: 'The integration token was not redeemed before it expired: after 7 days, or 10 minutes for Customer Experience types.',
    then: 'Ask the account administrator to display the token again: that issues a fresh one for the same system.',
    rules: ['M-13', 'M-14', 'M-15', 'N-07'],
  },
  TOKEN_USED: {
    when: 'The integration token has been redeemed before, by this tenant or another one. A token works once.',
    then: 'Look among the extensions of the tenant: the registration may be running already. After a failed one, ask the account administrator for a new token.',
    rules: ['M-16', 'N-14'],
  },
  TOKEN_REVOKED: {
    when: 'The integration token was replaced by a newer one, or its registration was cancelled.',
    then: 'Ask the account administrator for the current token.',
    rules: ['M-16'],
  },
  TOKEN_TYPE_MISMATCH: {
    when: 'The integration token is for another type of system than the tenant can be.',
    then: 'Redeem it in a tenant of that type, or register the system again with the right type. The token stays as it is.',
  },
  TENANT_MISMATCH: {
    when: 'The integration token re-registers a system; only the tenant that the system was registered with can redeem it.',
    then: 'Redeem it in that tenant, or register the name again: a new registration is bound to no tenant.',
    rules: ['X-12'],
  },
  FAILED_EXTENSION_EXISTS: {
    when: 'The extension of the failed registration of this system still exists in the tenant.',
    then: 'Delete the failed extension in the tenant, then redeem the token again. The token stays as it is.',
    rules: ['M-22', 'R6'],
  },
  TOKEN_NOT_AVAILABLE: {
    when: 'The system has no integration token to display or replace: it is not Pending, or the tenant has redeemed the token and enables the extension.',
    then: 'Wait until the registration has ended. For a system in Error issue a new token.',
    rules: ['M-18', 'R2', 'R6'],
  },
  TOKEN_LIMIT_REACHED: {
    when: 'The account has as many live integration tokens of this type as are allowed (1,000, a setting).',
    then: 'Cancel registrations that are not needed, or wait until their tokens expire.',
    rules: ['X-01'],
  },
  SYSTEM_NOT_REGISTERED: {
    when: 'Only a Registered system can have an entitlement configuration or join a formation. Customer Experience types may join a formation while Pending.',
    then: 'Wait until the system is Registered.',
    rules: ['N-06', 'N-12'],
  },
  ENTITLEMENT_EXISTS: {
    when: 'The system has an entitlement configuration for the same service, plan and subaccount. `detail` names it.',
    then: 'Use the one that exists, or remove it first.',
    rules: ['N-12'],
  },
  DEREGISTER_BLOCKED_REFERENCES: {
    when: 'Formations or entitlement configurations still use the system. `blockers` names them, 100 at most. Cancelling a registration is refused in the same way.',
    then: 'Exclude the system from these formations, remove these entitlement configurations, and try again.',
    rules: ['M-24', 'R7', 'R11'],
  },
  DEREGISTER_BLOCKED_STATUS: {
    when: 'Only a Registered system can be deregistered. `detail` says what stands in the way of this one.',
    then: 'Pending: cancel the registration. Error: have the failed extension deleted, then cancel or issue a new token. Deregistering: wait. Deregister Error: an operator resolves the incident.',
    rules: ['M-26', 'R10'],
  },
  CANCEL_BLOCKED_STATUS: {
    when: 'The registration cannot be cancelled: the tenant is enabling the extension, a failed extension is still there, or the system is not Pending and not in Error.',
    then: 'Wait until the registration has ended, or have the failed extension deleted in the tenant.',
    rules: ['R11'],
  },
  EXTENSION_BUSY: {
    when: 'The extension is being enabled or disabled, or its tear-down has failed and an incident is open.',
    then: 'Wait until that has ended. An open incident is resolved by an operator.',
    rules: ['N-10', 'M-25'],
  },
  QUARANTINED: {
    when: 'The history of the system or formation holds an event that this release cannot read, or a part of it is gone. Nothing is decided on half of a history; reads answer what was known before that event.',
    then: 'Tell an operator, who finds it with "landscape quarantine list" and retries it with a release that reads the event, or skips the event.',
  },
  REBUILD_NOT_READY: {
    when: 'The read model was to be switched, but no rebuilt one has reached the position of the live one.',
    then: 'Start a rebuild, or wait until the status of the projection says that it is ready.',
  },
  NO_WAY_BACK: {
    when: 'The read model was to be switched back, but the previous one is not there: there was no switch, or it was discarded.',
    then: 'Rebuild the read model instead.',
  },
  PAYLOAD_TOO_LARGE: {
    when: 'The body is larger than 64 KiB. Or the event store is configured to take less at once than the command appends; the detail then names its limit.',
    then: 'Send a smaller one. No call needs that much. A limit of the event store is raised by its operator (`MaxAppendSize`, `MaxAppendEventSize`).',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    when: 'The body is not declared as `application/json`.',
    then: 'Send `Content-Type: application/json`.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    when: 'The `Idempotency-Key` was sent before with another body, within 24 hours, by the same caller to the same address; or it names a command on an earlier life of the same name.',
    then: 'Use a fresh key for each new request. Send the same key only to repeat the same request.',
  },
  RATE_LIMITED: {
    when: 'The caller has made too many reads or writes, or too many redemptions that were refused, within a minute; or too many requests of it or of its account are at work at the same time.',
    then: 'Wait as many seconds as `Retry-After` says.',
  },
  INTERNAL: {
    when: 'Something failed that the platform did not expect. The answer shows no cause; the log of the service has it under the correlation id.',
    then: 'Repeat the request with the same `Idempotency-Key`. If it fails again, report the `correlationId`.',
  },
  UNAVAILABLE: {
    when: 'A service, NATS, the event store or the OpenID provider does not answer, a server takes no more work, or too many requests changed the same system at the same time. No command is half done: each one is one append.',
    then: 'Repeat the request with the same `Idempotency-Key` after as many seconds as `Retry-After` says.',
  },
  READ_MODEL_BEHIND: {
    when: 'The read model has not reached the position in `minPosition` within 5 seconds. That also happens to a position that the log does not have.',
    then: 'Repeat the request after as many seconds as `Retry-After` says. Take positions only from answers and events.',
  },
};
