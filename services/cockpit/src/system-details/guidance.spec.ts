import type { System } from '../api/api-types.js';
import { guidanceFor } from './guidance.js';

const system = (status: System['status'], token?: string, extension?: string) =>
  ({
    status,
    ...(token !== undefined && { token: { state: token } }),
    ...(extension !== undefined && { registration: { state: extension } }),
  }) as System;

describe('what to do next', () => {
  it.each<[string, System, string]>([
    ['M-04: redeem the token', system('PENDING', 'LIVE'), 'guidance.waiting'],
    ['M-15: display the token, which issues a new one', system('PENDING', 'EXPIRED'), 'guidance.expired'],
    ['M-05: wait while the tenant enables', system('PENDING', 'USED', 'ENABLING'), 'guidance.enabling'],
    ['M-22: delete the failed extension', system('PENDING', 'LIVE', 'FAILED'), 'guidance.failed-extension-left'],
    ['M-22: delete it and make a token', system('ERROR', 'USED', 'FAILED'), 'guidance.error'],
    ['R6: make a token', system('ERROR', 'USED', 'DELETED'), 'guidance.error-extension-deleted'],
    ['M-25: report the incident', system('DEREGISTER_ERROR', 'USED', 'DISABLING'), 'guidance.deregister-error'],
    ['R8: nothing, the name is free', system('DEREGISTERED'), 'guidance.deregistered'],
    ['reload, in a status of a newer release', system('FROZEN' as System['status']), 'guidance.unknown'],
  ])('%s', (_, one, text) => {
    expect(guidanceFor(one).text).toBe(text);
  });
});
