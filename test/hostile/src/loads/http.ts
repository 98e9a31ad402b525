import { randomUUID } from 'node:crypto';
import { atOnce, send, type Load } from '../load.js';
import { HASTY_TENANT, HOSTILE_ACCOUNT, HOSTILE_ACCOUNTS, HOSTILE_TENANT, type Target } from '../target.js';
import type { Tally } from '../tally.js';

const ACCOUNT = `/v1/global-accounts/${HOSTILE_ACCOUNT}`;
const SYSTEMS = `${ACCOUNT}/systems`;
const VIEWERS = ['hostile-viewer-1', 'hostile-viewer-2', 'hostile-admin'] as const;
const viewer = (index: number) => VIEWERS[index % VIEWERS.length]!;

/** A new system of the hostile account. */
const newSystem = (target: Target, tally: Tally, type = 's4hana-cloud') =>
  send(target, tally, SYSTEMS, {
    method: 'POST',
    as: 'hostile-admin',
    headers: { 'idempotency-key': randomUUID() },
    body: JSON.stringify({ name: `Hostile ${randomUUID()}`, type }),
  });

interface Added {
  readonly system: { readonly id: string };
  readonly integrationToken: { readonly value: string };
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Looks like an access token of a key that nobody has. */
const tokenOfUnknownKey = () =>
  `${base64url({ alg: 'ES256', kid: randomUUID() })}.${base64url({ sub: 'x', exp: 4_102_444_800 })}.${'A'.repeat(86)}`;
/** A token whose claims were changed: only its signature shows that. */
function withWrongSignature({ tokens }: Target): string {
  const [header, claims = '', signature] = tokens['hostile-viewer-1'].split('.');
  const changed = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
  return [header, base64url({ ...changed, sub: randomUUID() }), signature].join('.');
}

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
      const answer = await send(target, tally, SYSTEMS, { as: 'hostile-viewer-2' });
      const position = BigInt(answer?.headers.get('landscape-position') ?? '0') + 100_000n;
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
    burst: (target, tally) => atOnce(30, () => newSystem(target, tally)),
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
    does: 'garbage, and tokens with a wrong signature of the right key',
    burst: (target, tally) =>
      atOnce(100, (index) =>
        send(target, tally, SYSTEMS, {
          headers: { authorization: `Bearer ${index % 2 ? withWrongSignature(target) : randomUUID()}` },
        }),
      ),
  },
  {
    name: 'unknown-keys',
    does: 'access tokens of keys that nobody has, another one each time',
    burst: (target, tally) =>
      atOnce(300, () => send(target, tally, SYSTEMS, { headers: { authorization: `Bearer ${tokenOfUnknownKey()}` } })),
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
  {
    name: 'several-accounts',
    does: 'reads and writes of four accounts at once',
    burst: (target, tally) =>
      atOnce(200, (index) => {
        const account = HOSTILE_ACCOUNTS[index % HOSTILE_ACCOUNTS.length]!;
        const systems = `/v1/global-accounts/${account}/systems`;
        if (index >= 40) return send(target, tally, `${systems}?q=${index}`, { as: account });
        const body = JSON.stringify({ name: `Hostile ${randomUUID()}`, type: 's4hana-cloud' });
        return send(target, tally, systems, { method: 'POST', as: account, body });
      }),
  },
  {
    name: 'displayed-tokens',
    does: 'one integration token shown again and again, by GET and HEAD',
    burst: async (target, tally) => {
      const id = addedIn(await newSystem(target, tally))?.system.id ?? 'none';
      await atOnce(60, (index) =>
        send(target, tally, `${SYSTEMS}/${id}/integration-token`, {
          method: index % 2 ? 'GET' : 'HEAD',
          as: 'hostile-admin',
        }),
      );
    },
  },
  {
    name: 'lost-races',
    does: 'many writes with the same If-Match, of which one may succeed',
    burst: async (target, tally) => {
      const added = await newSystem(target, tally);
      const path = `${SYSTEMS}/${addedIn(added)?.system.id ?? 'none'}/integration-token`;
      const headers = { 'if-match': added?.headers.get('etag') ?? '"none"' };
      await atOnce(30, () => send(target, tally, path, { method: 'POST', as: 'hostile-admin', headers }));
    },
  },
  {
    name: 'hasty-tenant',
    does: 'a tenant that never ends a step, and asks to be polled again at once',
    burst: async (target, tally) => {
      const integrationToken = addedIn(await newSystem(target, tally))?.integrationToken.value ?? 'none';
      await send(target, tally, `/v1/tenants/${HASTY_TENANT}/extensions`, {
        method: 'POST',
        as: 'hasty-tenant',
        body: JSON.stringify({ integrationToken }),
      });
    },
  },
];

function addedIn(answer: { readonly status: number; readonly text: string } | undefined): Added | undefined {
  return answer?.status === 201 ? (JSON.parse(answer.text) as Added) : undefined;
}
