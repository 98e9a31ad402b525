import { createPublicKey } from 'node:crypto';
import { appendFileSync, existsSync } from 'node:fs';
import type { CliContext } from '../cli-context.js';
import {
  headsOf,
  EVENTS_PER_CHECKPOINT,
  digestsOf,
  readCheckpoints,
  seal,
  signingKey,
  type Checkpoint,
} from './checkpoints.js';
import { compareWithDigests, eventsOf } from './verify-log.js';

export interface SealOptions {
  readonly key: string;
  readonly checkpoints: string;
  readonly export?: string;
}

/**
 * Verifies the log against its checkpoints, then signs the events since the last one.
 * @throws CliError when an event is not as it was sealed
 */
export async function sealLog(context: CliContext, options: SealOptions): Promise<void> {
  const key = signingKey(options.key);
  const { checkpoints: file } = options;
  const before = existsSync(file) ? readCheckpoints(file, createPublicKey(key)) : [];
  const { chain, unsealed } = await compareWithDigests(
    eventsOf(context, options.export),
    before.flatMap(digestsOf),
    headsOf(before),
  );
  let last: Checkpoint | undefined = before.at(-1);
  let after = chain.count - unsealed.length;
  const added: Checkpoint[] = [];
  for (let begin = 0; begin < unsealed.length; begin += EVENTS_PER_CHECKPOINT) {
    const digests = unsealed.slice(begin, begin + EVENTS_PER_CHECKPOINT);
    const sealedAt = new Date().toISOString();
    last = seal({ after, digests, head: digests.at(-1)!.head, sealedAt }, last, key);
    added.push(last);
    after += digests.length;
  }
  if (added.length > 0) {
    appendFileSync(file, added.map((checkpoint) => `${JSON.stringify(checkpoint)}\n`).join(''), { mode: 0o600 });
  }
  const sealed = { sealed: unsealed.length, events: chain.count, head: chain.head };
  await context.terminal.result(
    sealed,
    () =>
      `${unsealed.length} events were sealed; ${file} covers ${chain.count} events.\nHead of the hash chain: ${chain.head}`,
  );
}
