import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { requestFingerprint } from './request-fingerprint.js';

/** A body of each write, with the fingerprint that release 0.1.0 stored for it. */
const STORED: readonly (readonly [string, unknown, string])[] = [
  ['no body', undefined, '74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b'],
  ['an empty body', {}, '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'],
  [
    'registering with null and escaped characters',
    { type: 's4hana-cloud', name: 'Production "EU" \\ 1', communicationScenarioGroup: null },
    '6bd5ba7ca05972785680478b5a2187df5b3f94e3ba967bbe52bc14327069f25e',
  ],
  [
    'registering',
    { name: 'Production', type: 's4hana-cloud', communicationScenarioGroup: 'eventing' },
    'c9252e68ed53a076ea732b94e48d4898a9a208ffb68bb28de1be9bddc3fd1209',
  ],
  [
    'redeeming',
    { integrationToken: 'slt_eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiJ0ZXN0In0.c2ln' },
    '8c9ef2de7c8059bf3de1ad0c3ac66b2bb885c3030c11906138204417bba27786',
  ],
  [
    'resolving an incident, with Unicode, control characters and a lone surrogate',
    { note: 'Geprüft: 10 €, “ok” \u2028 \ud83d\ude80 \ud800 \u0007/\u007f', action: 'confirm-removed' },
    '229f1ef093a18e9b7e961dd827b8d84b8657e9d79b61e91df32c61529cd82736',
  ],
  [
    'creating a formation',
    { type: 'order-to-cash', name: 'Order to cash' },
    'd8c2638c8a2d01d0cbf6ccd4d07822221ee7fea762f26f358fb6581363a0c273',
  ],
  [
    'configuring an entitlement',
    {
      ...{ systemId: '6f1f0c8e-2f0b-5d53-9a50-0d3b6f2a9c11-1', subaccount: 'dev' },
      ...{ service: 's4-hana-cloud', plan: 'messaging' },
    },
    '5bce3351b6112d9bfd332e7ed6324fd6732ab7e8bc3558506518b160621da34b',
  ],
  [
    'reporting a step, with a number',
    { state: 'FAILED', fencingNumber: 12, reason: 'No\nroom' },
    '04512db764a7f485b7d0350bf1dc0c1658c3d2acfece3b0111947f3e25da0c5e',
  ],
];

describe('requestFingerprint', () => {
  it.each(STORED)('equals what earlier releases stored: %s', (_, body, fingerprint) => {
    expect(requestFingerprint(body)).toBe(fingerprint);
  });

  it('does not depend on the order of members, at any depth', () => {
    expect(requestFingerprint({ b: 1, a: { d: [2, { f: 3, e: 4 }], c: null } })).toBe(
      requestFingerprint({ a: { c: null, d: [2, { e: 4, f: 3 }] }, b: 1 }),
    );
  });

  it.each([
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: 1 }, { a: '1' }],
    [{ a: null }, {}],
    [{}, []],
    [null, {}],
  ])('differs between %j and %j', (one, other) => {
    expect(requestFingerprint(one)).not.toBe(requestFingerprint(other));
  });

  it('hashes a canonical form that loses nothing of the body', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const body = JSON.parse(JSON.stringify(value)) as unknown;
        expect(JSON.parse(canonicalize(body)!)).toEqual(body);
      }),
    );
  });
});
