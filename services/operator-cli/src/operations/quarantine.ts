import type { components } from '@system-landscape/api-client';
import { eventAt } from '@system-landscape/event-store';
import type { CliContext } from '../cli-context.js';
import { dataOf } from '../connections/operator-api.js';
import { eventLineOf } from '../events/event-line.js';
import { readLog } from '../events/read-log.js';
import { printable } from '../terminal/terminal.js';

type Quarantined = components['schemas']['QuarantinedStreamShape'];

const PAGE = 100;

/** Prints the streams that hold an event which the platform cannot read. */
export async function listQuarantined(context: CliContext): Promise<void> {
  const api = await context.api();
  const streams: Quarantined[] = [];
  for (let cursor: string | undefined; ;) {
    const params = { query: { limit: PAGE, ...(cursor && { cursor }) } };
    const page = dataOf(await api.GET('/v1/operations/quarantine', { params }));
    streams.push(...page.items);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  const { terminal } = context;
  await terminal.result(streams, () =>
    streams.length === 0
      ? 'Nothing is in quarantine.'
      : terminal.table(
          ['Stream', 'System', 'Event', 'Type', 'Reason', 'Since', 'Left out'],
          streams.map(({ stream, systemName, revision, eventType, reason, since, leftOut }) =>
            [stream, systemName ?? '', String(revision), eventType, reason, since, String(leftOut)].map(printable),
          ),
        ),
  );
}

/** Prints a stream in quarantine with the event that cannot be read, as it is stored. @throws CliError when it is in none */
export async function showQuarantined(context: CliContext, stream: string): Promise<void> {
  const api = await context.api();
  const params = { path: { stream } };
  const quarantined = dataOf(await api.GET('/v1/operations/quarantine/{stream}', { params }));
  const event = await findEvent(context, quarantined);
  const { terminal } = context;
  await terminal.result({ ...quarantined, event }, () =>
    [
      `Event ${quarantined.revision} (${printable(quarantined.eventType)}) of ${printable(stream)} cannot be read: ` +
        `${printable(quarantined.reason)}.`,
      `${quarantined.leftOut} events are left out, from position ${quarantined.position} on.`,
      event ? JSON.stringify(event, null, 2).split('\n').map(printable).join('\n') : 'The event is gone from the log.',
    ].join('\n'),
  );
}

/** Has the stream read again. @throws CliError when it is in no quarantine */
export async function retryQuarantined(context: CliContext, stream: string): Promise<void> {
  const api = await context.api();
  const params = { path: { stream } };
  const { quarantined } = dataOf(await api.POST('/v1/operations/quarantine/{stream}/retry', { params, body: {} }));
  await context.terminal.result({ stream, quarantined }, () =>
    quarantined === null
      ? 'The stream has left the quarantine.'
      : `The stream stays in quarantine: event ${quarantined.revision}, ${printable(quarantined.reason)}.`,
  );
}

/** Skips the event that cannot be read. @throws CliError when the platform refuses it */
export async function skipQuarantined(context: CliContext, stream: string, note: string): Promise<void> {
  const api = await context.api();
  const params = { path: { stream } };
  const { eventId, revision } = dataOf(await api.GET('/v1/operations/quarantine/{stream}', { params }));
  dataOf(await api.POST('/v1/operations/quarantine/{stream}/skip', { params, body: { eventId, note } }));
  await context.terminal.result({ stream, eventId }, () => `Event ${revision} of ${printable(stream)} is skipped.`);
}

async function findEvent(context: CliContext, { stream, position, eventId }: Quarantined) {
  const client = await context.eventStore();
  const recorded = await eventAt(client, position);
  if (recorded?.id === eventId) return eventLineOf({ position, recorded });
  // The log was cut there, or the event is an earlier one.
  for await (const logged of readLog(client, { streams: [stream], signal: context.signal })) {
    if (logged.recorded.id === eventId) return eventLineOf(logged);
  }
  return null;
}
