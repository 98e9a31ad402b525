import { groupsOf } from './hint-groups.js';

describe('the persistent subscriptions of a service', () => {
  it.each([
    ['assignment', ['SystemIncludedInFormation']],
    ['deregistration', ['DeregistrationStepRequested']],
    ['registration', ['RegistrationStepRequested', 'RegistrationFailed']],
  ] as const)('%s: the stored one has its name, and the event types that it was made with', (service, types) => {
    expect(groupsOf(service, types)).toEqual([{ name: service, eventTypes: types }]);
    // A release that no longer consumes one of them must not make the subscription anew.
    expect(groupsOf(service, types.slice(0, 1))).toEqual([{ name: service, eventTypes: types }]);
  });

  it('any other event type has one of its own', () => {
    expect(groupsOf('assignment', ['SystemDeregistered', 'SystemIncludedInFormation'])).toEqual([
      { name: 'assignment', eventTypes: ['SystemIncludedInFormation'] },
      { name: 'assignment-SystemDeregistered', eventTypes: ['SystemDeregistered'] },
    ]);
    expect(groupsOf('billing', ['SystemAdded'])).toEqual([
      { name: 'billing-SystemAdded', eventTypes: ['SystemAdded'] },
    ]);
  });
});
