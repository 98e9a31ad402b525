import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { EventLine } from '../events/event-line.js';
import { HashChain } from './hash-chain.js';
import { headsOf, digestsOf, seal, type Checkpoint } from './checkpoints.js';
import { compareWithDigests } from './verify-log.js';

const { privateKey } = generateKeyPairSync('ed25519');
const events = Array.from({ length: 25 }, (_, index): EventLine => ({
  position: String(index * 100),
  stream: 'system-a',
  revision: String(index),
  id: randomUUID(),
  type: 'SystemAdded',
  data: { index },
  metadata: {},
}));

async function* asGenerator(lines: readonly EventLine[]) {
  yield* await Promise.resolve(lines);
}

/** The events in three checkpoints. */
function sealed(): Checkpoint[] {
  const chain = new HashChain();
  const digests = events.map((event) => chain.add(event));
  const lines: Checkpoint[] = [];
  for (let after = 0; after < digests.length; after += 10) {
    const sealed = digests.slice(after, after + 10);
    const checkpoint = { after, digests: sealed, head: sealed.at(-1)!.head, sealedAt: '2026-01-05T10:00:00.000Z' };
    lines.push(seal(checkpoint, lines.at(-1), privateKey));
  }
  return lines;
}

describe('checkpoints', () => {
  it('contain the digests, and the head of the chain after each line', () => {
    const lines = sealed();
    expect(lines.flatMap(digestsOf).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect([...headsOf(lines).keys()]).toEqual([10, 20, 25]);
    expect(new Set(headsOf(lines).values()).size).toBe(3);
  });

  it('match the events that were sealed, and no others', async () => {
    const lines = sealed();
    const { chain, unsealed } = await compareWithDigests(asGenerator(events), lines.flatMap(digestsOf), headsOf(lines));
    expect([chain.count, chain.head, unsealed]).toEqual([25, lines.at(-1)!.head, []]);
    const replaced = events.map((event, index) => (index === 12 ? { ...event, data: {} } : event));
    await expect(compareWithDigests(asGenerator(replaced), lines.flatMap(digestsOf), headsOf(lines))).rejects.toThrow(
      /^Event 13 /,
    );
  });
});
