import { LANDSCAPE_STREAM } from '@system-landscape/contracts';
import { consumerOf, exists, provideConsumers, type Subscriber } from '@system-landscape/nats-users';
import type { CliContext } from '../cli-context.js';
import { CliError } from '../cli-error.js';
import { consumerManager } from './consumer-manager.js';
import { subscriberIsOut, subscriberWorks } from './reload-nats.js';

/** Gives a subscriber a new key, and creates missing consumers again. @throws CliError when there is no such subscriber */
export async function rotateKey(context: CliContext, name: string): Promise<void> {
  const { natsUsers } = context.settings;
  const { key: _previous, ...subscriber } = find(context, name);
  await provideConsumers(await consumerManager(context), name, subscriber);
  const previous = natsUsers.optionsOfSubscriber(name);
  natsUsers.putSubscriber(name, subscriber);
  await subscriberIsOut(context, previous);
  const state = await subscriberWorks(context, name);
  const keyFile = natsUsers.subscriberKeyFile(name);
  await context.terminal.result({ name, keyFile, ...state }, () =>
    [`The subscriber ${name} has a new key, in ${keyFile}.`, ...state.todo].join('\n'),
  );
}

/** Replaces the consumers of a subscriber, so that they begin with the first event. @throws CliError */
export async function rewindSubscriber(context: CliContext, name: string): Promise<void> {
  const { accounts, durable } = find(context, name);
  const manager = await consumerManager(context);
  for (const account of accounts) {
    const consumer = consumerOf(name, account);
    if (await exists(manager, consumer)) await manager.consumers.delete(LANDSCAPE_STREAM, consumer);
  }
  await provideConsumers(manager, name, { accounts, durable }, 'first');
  await context.terminal.result({ name, accounts }, () => `The subscriber ${name} begins again with the first event.`);
}

function find(context: CliContext, name: string): Subscriber {
  const subscribers = context.settings.natsUsers.subscribers();
  if (Object.hasOwn(subscribers, name)) return subscribers[name]!;
  throw new CliError(`There is no subscriber ${name}. \`landscape subscribers list\` shows all.`);
}
