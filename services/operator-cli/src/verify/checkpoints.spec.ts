import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { EventLine } from '../events/event-line.js';
import { Chain } from './chain.js';
import { headsOf, marksOf, seal, type Checkpoint } from './checkpoints.js';
import { compare } from './verify-log.js';

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

async function* told(lines: readonly EventLine[]) {
  yield* await Promise.resolve(lines);
}

/** Sealed in three lines. */
function sealed(): Checkpoint[] {
  const chain = new Chain();
  const links = events.map((event) => chain.add(event));
  const lines: Checkpoint[] = [];
  for (let after = 0; after < links.length; after += 10) {
    const marks = links.slice(after, after + 10);
    const more = { after, marks, head: marks.at(-1)!.head, sealedAt: '2026-01-05T10:00:00.000Z' };
    lines.push(seal(more, lines.at(-1), privateKey));
  }
  return lines;
}

describe('checkpoints', () => {
  it('give the marks back, and the head of the chain after each line', () => {
    const lines = sealed();
    expect(lines.flatMap(marksOf).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect([...headsOf(lines).keys()]).toEqual([10, 20, 25]);
    expect(new Set(headsOf(lines).values()).size).toBe(3);
  });

  it('are met by the events that were sealed, and by no others', async () => {
    const lines = sealed();
    const { chain, fresh } = await compare(told(events), lines.flatMap(marksOf), headsOf(lines));
    expect([chain.count, chain.head, fresh]).toEqual([25, lines.at(-1)!.head, []]);
    const exchanged = events.map((event, index) => (index === 12 ? { ...event, data: {} } : event));
    await expect(compare(told(exchanged), lines.flatMap(marksOf), headsOf(lines))).rejects.toThrow(/^Event 13 /);
  });
});
