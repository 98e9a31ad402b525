import { createPublicKey } from 'node:crypto';
import { appendFileSync, existsSync } from 'node:fs';
import type { CliContext } from '../cli-context.js';
import {
  headsOf,
  MARKS_A_CHECKPOINT,
  marksOf,
  readCheckpoints,
  seal,
  signingKey,
  type Checkpoint,
} from './checkpoints.js';
import { compare, eventsOf } from './verify-log.js';

export interface SealOptions {
  readonly key: string;
  readonly checkpoints: string;
  readonly export?: string;
}

/** Signs what the log holds since the last checkpoint, after all before was found as it was. @throws CliError */
export async function sealLog(context: CliContext, options: SealOptions): Promise<void> {
  const key = signingKey(options.key);
  const { checkpoints: file } = options;
  const before = existsSync(file) ? readCheckpoints(file, createPublicKey(key)) : [];
  const { chain, fresh } = await compare(eventsOf(context, options.export), before.flatMap(marksOf), headsOf(before));
  let last: Checkpoint | undefined = before.at(-1);
  let after = chain.count - fresh.length;
  const added: Checkpoint[] = [];
  for (let begin = 0; begin < fresh.length; begin += MARKS_A_CHECKPOINT) {
    const marks = fresh.slice(begin, begin + MARKS_A_CHECKPOINT);
    const sealedAt = new Date().toISOString();
    last = seal({ after, marks, head: marks.at(-1)!.head, sealedAt }, last, key);
    added.push(last);
    after += marks.length;
  }
  if (added.length > 0) {
    appendFileSync(file, added.map((checkpoint) => `${JSON.stringify(checkpoint)}\n`).join(''), { mode: 0o600 });
  }
  const sealed = { sealed: fresh.length, events: chain.count, head: chain.head };
  await context.terminal.result(
    sealed,
    () => `${fresh.length} events were sealed; ${file} tells of ${chain.count}.\nHead of the chain: ${chain.head}`,
  );
}
