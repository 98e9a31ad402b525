import {
  LANDSCAPE_SUBJECTS,
  REPLAY_SUBJECT,
  toBinaryMessage,
  toPublicEvent,
  type PublicEvent,
} from '@system-landscape/contracts';
import { LogReader, type LogItem } from '@system-landscape/event-store';
import { RateLimiter } from 'limiter';
import { headers, type NatsConnection } from 'nats';
import type { CliContext } from '../cli-context.js';
import { CliError, usageError } from '../cli-error.js';
import { endOfLog, readLog } from '../events/read-log.js';
import { selectionOf, type SelectionOptions } from '../events/selection.js';

export interface ReplayOptions extends SelectionOptions {
  readonly subject: string;
  /** Events per second. */
  readonly rate: number;
}

/** Number of messages after which a flush confirms that the server has received them. */
const FLUSH_EVERY = 100;

/**
 * Publishes the public events of the selection again, in the order of the log, to a subject that the operator chooses.
 * @throws CliError when it stops early; the message names the position to continue from
 */
export async function replayEvents(context: CliContext, options: ReplayOptions): Promise<void> {
  const { subject, rate } = options;
  requireReplaySubject(subject);
  const selection = selectionOf(options);
  const eventStore = await context.eventStore();
  const nats = await context.nats();
  const to = selection.to ?? (await endOfLog(eventStore)).toString();
  const from = BigInt(selection.after ?? '0');
  const progress = context.terminal.progress('Replaying', BigInt(to) - from);
  const rateLimiter = new RateLimiter({ tokensPerInterval: rate, interval: 'second' });
  let [published, confirmed] = [0, selection.after ?? '0'];
  let latest = confirmed;
  let unreadable = 0;
  // As the relay does: what follows an event that cannot be read is left out, too.
  const reader = new LogReader(eventStore);
  const denials = denialsOn(nats);
  const confirm = async () => {
    await nats.flush();
    denials.check();
    confirmed = latest;
  };
  try {
    const onPosition = (position: bigint) => progress.to(position - from);
    for await (const logged of readLog(eventStore, { ...selection, to, signal: context.signal, onPosition })) {
      const [item] = await reader.read([{ kind: 'event', ...logged }]);
      if (!selection.matches(logged)) continue;
      if (item?.kind === 'unreadable') unreadable += 1;
      const event = item?.kind === 'event' ? publicEventOf(item) : undefined;
      if (event === undefined) continue;
      await rateLimiter.removeTokens(1);
      publish(nats, subject, event);
      latest = logged.position;
      published += 1;
      if (published % FLUSH_EVERY === 0) await confirm();
    }
    await confirm();
    if (context.signal.aborted) throw new Error('Stopped');
  } catch (error) {
    if (error instanceof CliError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(
      `${reason}. The events up to position ${confirmed} are published. Continue with --from ${confirmed}.`,
    );
  } finally {
    progress.stop();
  }
  const result = { published, unreadable, subject, position: confirmed };
  await context.terminal.result(
    result,
    () =>
      `${published} events were published to ${subject}, up to position ${confirmed}.` +
      (unreadable === 0 ? '' : ` ${unreadable} events were left out: this release cannot read them.`),
  );
}

function publicEventOf({ position, stored }: Extract<LogItem, { kind: 'event' }>): PublicEvent | undefined {
  return toPublicEvent(stored.event, { eventId: stored.id, position });
}

function publish(nats: NatsConnection, subject: string, event: PublicEvent): void {
  const message = toBinaryMessage(event);
  const values = headers();
  for (const [name, value] of Object.entries(message.headers)) values.set(name, value);
  nats.publish(subject, message.body, { headers: values });
}

/** NATS refuses a message without a reply by an event of its own, before it answers the next flush. */
function denialsOn(nats: NatsConnection): { readonly check: () => void } {
  let denied: string | undefined;
  const watch = async () => {
    for await (const { permissionContext } of nats.status()) denied ??= permissionContext?.subject;
  };
  void watch();
  return {
    check: () => {
      if (denied === undefined) return;
      throw new CliError(
        `NATS does not permit this user to publish to ${denied}. The user of the command line may publish to ` +
          `${REPLAY_SUBJECT}.…; choose such a subject, or connect as another user (NATS_NKEY_FILE, or NATS_USER and NATS_PASSWORD).`,
      );
    },
  };
}

/** Refuses subjects whose subscribers would take replayed events for new ones. */
function requireReplaySubject(subject: string): void {
  if (!/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(subject)) {
    throw usageError(`"${subject}" is no valid subject. Use names separated by dots, such as replay.audit.`);
  }
  const [first] = subject.split('.');
  const live = LANDSCAPE_SUBJECTS.map((each) => each.split('.')[0]);
  if (live.includes(first) || first === 'rpc' || first === 'projection' || first!.startsWith('_INBOX')) {
    throw usageError(
      `A replay must not be published to ${first}.…: its subscribers would take the events for new ones. Choose another subject.`,
    );
  }
}
