import { LANDSCAPE_SUBJECTS, toBinaryMessage, toPublicEvent, type PublicEvent } from '@system-landscape/contracts';
import { toStoredEvent } from '@system-landscape/event-store';
import { RateLimiter } from 'limiter';
import { headers, type NatsConnection } from 'nats';
import type { CliContext } from '../cli-context.js';
import { CliError, usageError } from '../cli-error.js';
import { endOfLog, readLog, type LoggedEvent } from '../events/read-log.js';
import { selectionOf, type SelectionOptions } from '../events/selection.js';

export interface ReplayOptions extends SelectionOptions {
  readonly subject: string;
  /** Events a second. */
  readonly rate: number;
}

/** A publish is only known to have left when the server has answered; that is asked after so many. */
const CONFIRM_EVERY = 100;

/**
 * Publishes the public events of the selection again, to a subject of the operator's choice, in the order of the log.
 * @throws CliError that says from which position to go on when it could not come to its end
 */
export async function replayEvents(context: CliContext, options: ReplayOptions): Promise<void> {
  const { subject, rate } = options;
  requireOwnSubject(subject);
  const selection = selectionOf(options);
  const eventStore = await context.eventStore();
  const nats = await context.nats();
  const to = selection.to ?? (await endOfLog(eventStore)).toString();
  const from = BigInt(selection.after ?? '0');
  const progress = context.terminal.progress('Replaying', BigInt(to) - from);
  const pace = new RateLimiter({ tokensPerInterval: rate, interval: 'second' });
  let [published, confirmed] = [0, selection.after ?? '0'];
  let latest = confirmed;
  const confirm = async () => {
    await nats.flush();
    confirmed = latest;
  };
  try {
    const onPosition = (position: bigint) => progress.to(position - from);
    for await (const logged of readLog(eventStore, { ...selection, to, signal: context.signal, onPosition })) {
      const event = selection.wants(logged) ? publicEventIn(logged) : undefined;
      if (!event) continue;
      await pace.removeTokens(1);
      publish(nats, subject, event);
      latest = logged.position;
      published += 1;
      if (published % CONFIRM_EVERY === 0) await confirm();
    }
    await confirm();
    if (context.signal.aborted) throw new Error('Stopped');
  } catch (error) {
    if (error instanceof CliError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`${reason}. What came before is published: go on with --from ${confirmed}.`);
  } finally {
    progress.stop();
  }
  const result = { published, subject, position: confirmed };
  await context.terminal.result(
    result,
    () => `${published} events were published to ${subject}, up to position ${confirmed}.`,
  );
}

function publicEventIn({ position, recorded }: LoggedEvent): PublicEvent | undefined {
  const { event, id } = toStoredEvent(recorded, position);
  return toPublicEvent(event, { eventId: id, position });
}

function publish(nats: NatsConnection, subject: string, event: PublicEvent): void {
  const message = toBinaryMessage(event);
  const values = headers();
  for (const [name, value] of Object.entries(message.headers)) values.set(name, value);
  nats.publish(subject, message.body, { headers: values });
}

/** A subject of the live stream, of the services or of the server itself would be taken for what happens now. */
function requireOwnSubject(subject: string): void {
  if (!/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(subject)) {
    throw usageError(
      `"${subject}" is no subject to publish to. Use names with dots between them, such as replay.audit.`,
    );
  }
  const [first] = subject.split('.');
  const live = LANDSCAPE_SUBJECTS.map((each) => each.split('.')[0]);
  if (live.includes(first) || first === 'rpc' || first === '_INBOX' || first === '_INBOX_SERVICES') {
    throw usageError(
      `A replay never goes to ${first}.…: somebody would take it for what happens now. Choose another subject.`,
    );
  }
}
