import { randomUUID } from 'node:crypto';
import { atOnce, send, type Load } from '../load.js';
import { HOSTILE_ACCOUNT, HOSTILE_TENANT } from '../target.js';

const ACCOUNT = `/v1/global-accounts/${HOSTILE_ACCOUNT}`;
const SYSTEMS = `${ACCOUNT}/systems`;
const VIEWERS = ['hostile-viewer-1', 'hostile-viewer-2', 'hostile-admin'] as const;
const viewer = (index: number) => VIEWERS[index % VIEWERS.length]!;

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Looks like an access token of a key that nobody has. */
const tokenOfUnknownKey = () =>
  `${base64url({ alg: 'ES256', kid: randomUUID() })}.${base64url({ sub: 'x', exp: 4_102_444_800 })}.${'A'.repeat(86)}`;
/** Looks like an integration token. */
const guess = () =>
  `slt_${base64url({ alg: 'EdDSA', kid: 'k' })}.${base64url({ jti: randomUUID() })}.${'A'.repeat(86)}`;

const arrays = (levels: number) => `{"name":${'['.repeat(levels)}${']'.repeat(levels)}}`;
const members = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, index])));

/** Abuse by well-formed HTTP. */
export const HTTP_LOADS: readonly Load[] = [
  {
    name: 'unreachable-positions',
    does: 'reads that wait for a position which the log does not have',
    burst: (target, tally) =>
      atOnce(600, (index) => send(target, tally, `${SYSTEMS}?minPosition=9007199254740991`, { as: viewer(index) })),
  },
  {
    name: 'positions-ahead',
    does: 'reads that wait for a position which the log may have soon',
    burst: async (target, tally) => {
      const response = await fetch(`${target.gateway}${SYSTEMS}`, {
        headers: { authorization: `Bearer ${target.token('hostile-admin')}` },
      });
      await response.arrayBuffer();
      const position = BigInt(response.headers.get('landscape-position') ?? '0') + 100_000n;
      await atOnce(300, (index) => send(target, tally, `${SYSTEMS}?minPosition=${position}`, { as: viewer(index) }));
    },
  },
  {
    name: 'reads',
    does: 'searches and large pages, beyond the rate of reads',
    burst: (target, tally) =>
      atOnce(150, (index) => send(target, tally, `${SYSTEMS}?limit=200&q=${index}`, { as: 'hostile-viewer-1' })),
  },
  {
    name: 'writes',
    does: 'new systems, beyond the rate of writes and the number of live tokens',
    burst: (target, tally) =>
      atOnce(30, () =>
        send(target, tally, SYSTEMS, {
          method: 'POST',
          as: 'hostile-admin',
          headers: { 'idempotency-key': randomUUID() },
          body: JSON.stringify({ name: `Hostile ${randomUUID()}`, type: 's4hana-cloud' }),
        }),
      ),
  },
  {
    name: 'formations',
    does: 'formations in bulk',
    burst: (target, tally) =>
      atOnce(20, () =>
        send(target, tally, `${ACCOUNT}/formations`, {
          method: 'POST',
          as: 'hostile-admin',
          body: JSON.stringify({ name: `Hostile ${randomUUID()}`, type: 'side-by-side-extensibility' }),
        }),
      ),
  },
  {
    name: 'token-guesses',
    does: 'redemptions of integration tokens that were never issued',
    burst: (target, tally) =>
      atOnce(20, () =>
        send(target, tally, `/v1/tenants/${HOSTILE_TENANT}/extensions`, {
          method: 'POST',
          as: 'hostile-tenant',
          body: JSON.stringify({ integrationToken: guess() }),
        }),
      ),
  },
  {
    name: 'bad-access-tokens',
    does: 'garbage, and access tokens of keys that nobody has',
    burst: (target, tally) =>
      atOnce(60, (index) =>
        send(target, tally, SYSTEMS, {
          headers: { authorization: `Bearer ${index % 2 ? tokenOfUnknownKey() : randomUUID()}` },
        }),
      ),
  },
  {
    name: 'large-access-tokens',
    does: 'access tokens of 17 KB',
    burst: (target, tally) =>
      atOnce(20, () => send(target, tally, SYSTEMS, { headers: { authorization: `Bearer ${'a'.repeat(17_000)}` } })),
  },
  {
    name: 'many-members',
    does: 'bodies of 7,000 unknown members',
    burst: (target, tally) =>
      atOnce(10, () =>
        send(target, tally, SYSTEMS, { method: 'POST', as: 'hostile-admin', body: members(7_000).slice(0, 60_000) }),
      ),
  },
  {
    name: 'nested-arrays',
    does: 'bodies of 25,000 nested arrays',
    burst: (target, tally) =>
      atOnce(10, () => send(target, tally, SYSTEMS, { method: 'POST', as: 'hostile-admin', body: arrays(25_000) })),
  },
  {
    name: 'methods',
    does: 'methods and addresses that do not exist',
    burst: (target, tally) =>
      atOnce(30, (index) =>
        send(target, tally, index % 3 ? SYSTEMS : `/v1/${randomUUID()}`, {
          method: ['PATCH', 'OPTIONS', 'HEAD', 'PUT'][index % 4]!,
          as: 'hostile-viewer-2',
        }),
      ),
  },
];
