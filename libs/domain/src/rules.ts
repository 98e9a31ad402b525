/**
 * The domain rules that code and tests refer to by id. R: status transitions of a system. M: required. N: further rules
 * of the same product generation. X: rules of a later product generation. `npm run rules` lists the tests of each rule.
 */
export interface Rule {
  readonly id: string;
  readonly level: 'R' | 'M' | 'N' | 'X';
  readonly sentence: string;
  /** Whether the rule is implemented, so that it must have tests. */
  readonly due: boolean;
  /** Why the rule is not implemented yet. */
  readonly notYet?: string;
}

const rules = (
  level: Rule['level'],
  sentences: Readonly<Record<string, string>>,
  notYet: (id: string) => string | undefined = () => undefined,
) =>
  Object.entries(sentences).map(([id, sentence]): Rule => {
    const reason = notYet(id);
    return { id, level, sentence, due: reason === undefined, ...(reason === undefined ? {} : { notYet: reason }) };
  });

export const RULES: readonly Rule[] = [
  ...rules('R', {
    R1: 'Register System adds the system, Pending, together with its first token',
    R2: 'Display token shows the live token again and replaces an expired one',
    R3: 'The tenant redeems the token: used, extension Enabling, registration starts',
    R4: 'Pending becomes Registered when the automation succeeds',
    R5: 'Pending becomes Error when the automation fails for good; the reason is kept and shown',
    R6: 'A new token brings a system in Error back to Pending',
    R7: 'Deregister starts the tear-down of a Registered system that nothing uses',
    R8: 'A tear-down that succeeds ends the system and frees the name; history stays',
    R9: 'A tear-down that fails for good is Deregister Error, with an incident',
    R10: 'Error, Deregistering and Deregister Error cannot be deregistered, each for its own reason',
    R11: 'Cancel ends a Pending system that was not redeemed, or one in Error without its extension',
    R12: 'An operator resolves the incident: retry, or confirm that the tenant side is gone',
  }),
  ...rules('M', {
    'M-01': 'A system is connected to an account only by registering it there',
    'M-02': 'Only an administrator of the account may register in it',
    'M-03': 'Only an administrator of the tenant may configure the tenant side',
    'M-04': 'Pairing is by integration token: made in the account, redeemed by the tenant admin',
    'M-05': 'The cockpit shows Pending, Registered, Error with their meanings',
    'M-06': 'Data typed when registering or creating a formation is encrypted at rest; both dialogs say so',
    'M-07': 'Entry: account, System Landscape, Systems, Register System',
    'M-08': 'The dialog asks name and type and confirms with Register',
    'M-09': 'Name: printable ASCII only, 1 to 128 characters, no blank at either end',
    'M-10': 'Registering generates a token at once',
    'M-11': 'The token can be copied in the dialog',
    'M-12': 'The token can be copied again later from the list',
    'M-13': 'A token is valid for 7 days: now < issuedAt + 168 h, server clock, UTC',
    'M-14': 'An expired token registers nothing',
    'M-15': 'When it expires before use, a new one is issued and completes the same registration',
    'M-16': 'A token works once, for one system; of concurrent redemptions exactly one wins',
    'M-17': 'After the dialog closes the system is listed as Pending',
    'M-18': 'For Pending systems the list offers Display token',
    'M-19': 'Registration starts on the tenant side, with that token',
    'M-20': 'A name can be registered only once per account, across all types; of concurrent attempts one wins',
    'M-21': 'Once started, the name stays locked until the matching extension is deleted in the tenant',
    'M-22': 'After a failed registration: delete the failed extension and create a new token, in either order',
    'M-23': 'Progress is seen on the Systems page; refreshing shows it',
    'M-24': 'Deregistering only once out of all entitlement configurations and formations; the refusal names them',
    'M-25': 'A problem while deregistering gives Deregister Error; then an incident must be reported',
    'M-26': 'No deregistering in Error, Deregistering, Deregister Error',
    'M-27': 'After registering, the user is pointed to the tenant-side procedure',
  }),
  ...rules('N', {
    'N-01': 'Account or system landscape administrators may register; a viewer reads, but sees no token',
    'N-02': 'The type catalogue is data, not code branches',
    'N-06': 'Only a Registered system joins a formation; Customer Experience types may while Pending',
    'N-07':
      'Customer Experience tokens live 10 minutes; the button Display token makes a new one, reading never revokes',
    'N-10': 'Tenant side: Enabling, Enabled; deleting an Enabled extension deregisters, a Failed one lifts the lock',
    'N-12': 'An entitlement configuration needs a Registered system',
    'N-14': 'A redeemed token never becomes usable again',
    'N-15': 'Re-sending the same redemption answers with the same extension',
  }),
  ...rules(
    'X',
    {
      'X-01': 'At most 1000 live tokens per account and type',
      'X-02': 'Communication scenario group, exactly one, chosen at registration for S/4 and IBP',
      'X-12': 'A deregistered system may be re-registered; then only its tenant can redeem the token',
      'X-13': 'Systems may be auto-discovered; those rows can be given a token, not removed',
      'X-15': 'An auto-discovered duplicate can be merged into a Registered system',
      'X-30': 'Formation types with cardinality and required scenario group; formation statuses',
      'X-31': 'Consent requests for systems of another owner',
      'X-32': 'Customer-defined system types register without a token',
    },
    (id) => (['X-01', 'X-02', 'X-12'].includes(id) ? undefined : 'a later layer'),
  ),
];
