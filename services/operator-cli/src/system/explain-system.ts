import type { components } from '@system-landscape/api-client';
import { eventsOfStatus, explainStatus, foldSystemRecord } from '@system-landscape/system-view';
import type { CliContext } from '../cli-context.js';
import { CliError } from '../cli-error.js';
import { dataOf } from '../connections/operator-api.js';
import { streamOfSystem } from '../events/selection.js';
import { printable } from '../terminal/terminal.js';
import { readHistory } from './system-history.js';

/** Why a system is in its status. */
export type Explanation = components['schemas']['SystemExplanationShape'] & {
  /** Log position that the read model has answered from; absent when the log was read. */
  readonly asOf?: string;
};

/**
 * Prints why a system is in its status.
 * @param fromLog reads the event store instead of asking the platform
 */
export async function explainSystem(context: CliContext, systemId: string, fromLog: boolean): Promise<void> {
  streamOfSystem(systemId);
  const explanation = await (fromLog ? explainFromLog(context, systemId) : askForExplanation(context, systemId));
  const { terminal } = context;
  await terminal.result(explanation, () => formatExplanation(explanation, terminal.colours));
}

async function askForExplanation(context: CliContext, systemId: string): Promise<Explanation> {
  try {
    const api = await context.api();
    const params = { path: { systemId } };
    const answer = await api.GET('/v1/operations/systems/{systemId}/explanation', { params });
    const asOf = answer.response.headers.get('landscape-position');
    return { ...dataOf(answer), ...(asOf !== null && { asOf }) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(
      `${error instanceof CliError ? reason : `The platform does not answer (${reason}).`}\n` +
        'With --from-log the command reads the event store instead, without any service; that takes longer the longer the log is.',
    );
  }
}

async function explainFromLog(context: CliContext, systemId: string): Promise<Explanation> {
  const history = await readHistory(await context.eventStore(), systemId, context.signal);
  const { system } = foldSystemRecord(history, systemId)!;
  const { causes, ...explanation } = explainStatus(system, eventsOfStatus(history), new Date());
  return { ...explanation, causes: [...causes] };
}

function formatExplanation(
  { systemId, status, statusDetail, correlationId, causes, leftOut, quarantine, asOf }: Explanation,
  colours: CliContext['terminal']['colours'],
): string {
  const lines = [
    `${systemId} is ${colours.bold(status)}.${statusDetail === null ? '' : ` ${printable(statusDetail)}`}`,
  ];
  for (const [index, { position, occurredAt, actor, summary, because }] of causes.entries()) {
    const indent = '  '.repeat(index + 1);
    if (leftOut > 0 && index === causes.length - 1) lines.push(`${indent}… ${leftOut} events between are not shown …`);
    const lead = index === 0 ? '' : causes[index - 1]!.because === 'time' ? 'time passed after: ' : 'because: ';
    const request = because === 'request' ? `, requested by ${colours.cyan(printable(actor))}` : '';
    const where = colours.dim(`(${occurredAt}, position ${position}`);
    lines.push(`${indent}${lead}${printable(summary)} ${where}${request}${colours.dim(')')}`);
  }
  if (quarantine) {
    lines.push(
      `From position ${quarantine.position} on its events cannot be read: ${printable(quarantine.reason)}. ` +
        'See landscape quarantine list.',
    );
  }
  lines.push(
    correlationId === null
      ? 'This release of the platform cannot read the event that led to it.'
      : `Find the log lines of the request by correlation id ${printable(correlationId)}`,
  );
  if (asOf !== undefined) lines.push(colours.dim(`The read model was at position ${asOf} of the log.`));
  return lines.join('\n');
}
