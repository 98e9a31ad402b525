import { parseClients } from './client.js';
import { DEMO_CLIENTS } from './demo-clients.js';

describe('parseClients', () => {
  it('parses the demo clients', () => {
    expect(parseClients(JSON.stringify(DEMO_CLIENTS))).toEqual(DEMO_CLIENTS);
  });

  it.each([
    ['{"clientSecret": "s3cret"', 'is not valid JSON'],
    ['[]', 'must be a JSON array with at least one client'],
    ['[1]', 'client 1: must be an object'],
    ['[{"clientId": "a b", "clientSecret": "s3cret", "roles": []}]', 'client 1: clientId'],
    ['[{"clientId": "a", "roles": []}]', 'client 1: clientSecret is missing'],
    ['[{"clientId": "a", "clientSecret": "s3cret", "roles": "operator"}]', 'client 1: roles must be an array'],
    ['[{"clientId": "a", "clientSecret": "s3cret", "roles": [], "tenant": "a/b"}]', 'client 1: tenant must be'],
    ['[{"clientId": "a", "clientSecret": "s3cret", "roles": [], "scope": "x"}]', 'unknown member "scope"'],
    [
      '[{"clientId": "a", "clientSecret": "s3cret", "roles": []}, {"clientId": "a", "clientSecret": "t", "roles": []}]',
      'has the clientId "a" twice',
    ],
  ])('reports the error in %s without the secret', (json, message) => {
    expect(() => parseClients(json)).toThrow(message);
    expect(() => parseClients(json)).not.toThrow('s3cret');
  });
});
