import { mistakeIn, provideConsumers } from '@system-landscape/nats-users';
import type { CliContext } from '../cli-context.js';
import { CliError, usageError } from '../cli-error.js';
import { consumerManager } from './consumer-manager.js';
import { subscriberWorks } from './reload-nats.js';

export interface AddOptions {
  readonly account: readonly string[];
  readonly durable?: boolean;
}

/** Creates consumers and key of a subscriber. @throws CliError */
export async function addSubscriber(
  context: CliContext,
  name: string,
  { account, durable = false }: AddOptions,
): Promise<void> {
  const accounts = [...new Set(account)].sort();
  const mistake = mistakeIn(name, accounts);
  if (mistake !== undefined) throw usageError(mistake);
  const { natsUsers } = context.settings;
  if (Object.hasOwn(natsUsers.subscribers(), name)) {
    throw new CliError(`There is a subscriber ${name} already. Remove it first, or choose another name.`);
  }
  // The consumers come first: without a key nobody can use them, and a key without them would be of no use.
  await provideConsumers(await consumerManager(context), name, { accounts, durable });
  natsUsers.putSubscriber(name, { accounts, durable, createdAt: new Date().toISOString() });
  const state = await subscriberWorks(context, name);
  const keyFile = natsUsers.subscriberKeyFile(name);
  await context.terminal.result({ name, accounts, durable, keyFile, ...state }, () =>
    [`The subscriber ${name} connects with the key in ${keyFile}.`, ...state.todo].join('\n'),
  );
}
