import type { CliContext } from '../cli-context.js';
import { dataOf } from '../connections/operator-api.js';

/** Prints how far the public events are published, and what keeps them. */
export async function relayStatus(context: CliContext): Promise<void> {
  const api = await context.api();
  const status = dataOf(await api.GET('/v1/operations/relay'));
  await context.terminal.result(status, () => {
    const { position, lagSeconds, problem, foreign } = status;
    const lines = [
      problem ??
        `Published up to position ${position}; ${lagSeconds === 0 ? 'no event waits' : `the oldest waits for ${lagSeconds} s`}.`,
    ];
    if (foreign) {
      lines.push(
        `Messages ${foreign.first} to ${foreign.last} of the stream LANDSCAPE are not the relay's (found ${foreign.skippedAt}). They were skipped, ` +
          'and no event is lost; subscribers know them by their missing headers. Only the user event-relay may publish there: ' +
          'check the users of nats-server.',
      );
    }
    return lines.join('\n');
  });
}

/** Has the relay skip messages that claim to be events and are not in the log. @throws CliError when the platform refuses it */
export async function mendRelay(context: CliContext, upTo: number): Promise<void> {
  const api = await context.api();
  dataOf(await api.POST('/v1/operations/relay/mend', { body: { upTo } }));
  await context.terminal.result(
    { upTo },
    () => `The relay skips such messages up to ${upTo}, and continues within seconds.`,
  );
}
