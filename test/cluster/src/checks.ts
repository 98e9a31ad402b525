import { everySystem, foldOfLog, type ApiConsumer, type FollowedLog } from '@system-landscape/e2e';
import { isDeepStrictEqual } from 'node:util';
import type { Load } from './load.js';

/** @throws Error when a write that was acknowledged is not in the log */
export async function everythingIsInTheLog({ acknowledged }: Load, log: FollowedLog, from: number): Promise<void> {
  const writes = acknowledged.slice(from);
  await log.readOn();
  const lost = writes.filter(({ position }) => !log.positions.has(position));
  if (lost.length === 0) return;
  const [first] = lost;
  throw new Error(`${lost.length} acknowledged writes are not in the log; first: ${first?.what} at ${first?.position}`);
}

/** @throws Error when readers are told anything else of the systems than what is in the log */
export async function readModelEqualsTheLog(account: ApiConsumer, eventStoreUrl: string): Promise<void> {
  const folded = await foldOfLog(eventStoreUrl);
  const statuses = new Set([...folded.values()].map(({ system }) => system.status));
  for (const status of statuses) {
    const shown = await everySystem(account, status);
    for (const { system } of folded.values()) {
      if (system.status !== status) continue;
      const seen = shown.get(system.id);
      if (isDeepStrictEqual(seen, JSON.parse(JSON.stringify(system)))) continue;
      throw new Error(`The read model differs: ${JSON.stringify(seen)}, and in the log ${JSON.stringify(system)}`);
    }
  }
}
