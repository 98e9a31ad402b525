import type { components } from '@system-landscape/api-client';
import type { CliContext } from '../cli-context.js';
import { dataOf } from '../connections/operator-api.js';
import { printable } from '../terminal/terminal.js';

type Incident = components['schemas']['IncidentItemShape'];
export type Resolution = components['schemas']['ResolutionBody'];

const PAGE = 100;

/** Prints the unresolved incidents of failed deregistrations. */
export async function listIncidents(context: CliContext): Promise<void> {
  const api = await context.api();
  const incidents: Incident[] = [];
  for (let cursor: string | undefined; ;) {
    const page = dataOf(
      await api.GET('/v1/operations/incidents', { params: { query: { limit: PAGE, ...(cursor && { cursor }) } } }),
    );
    incidents.push(...page.items);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  const { terminal } = context;
  await terminal.result(incidents, () =>
    incidents.length === 0
      ? 'There are no open incidents.'
      : terminal.table(
          ['System', 'Name', 'Account', 'Tenant', 'Step', 'Last answer', 'Since', 'Correlation id'],
          incidents.map(
            ({ systemId, systemName, globalAccountId, tenantId, step, lastAnswer, openedAt, correlationId }) =>
              [
                systemId,
                systemName,
                globalAccountId,
                tenantId,
                step ?? '',
                lastAnswer.message,
                openedAt,
                correlationId,
              ].map(printable),
          ),
        ),
  );
}

/** Resolves the incident of a failed deregistration (R12). @throws CliError when the platform refuses it */
export async function resolveIncident(context: CliContext, systemId: string, body: Resolution): Promise<void> {
  const api = await context.api();
  const params = { path: { systemId } };
  dataOf(await api.POST('/v1/operations/incidents/{systemId}/resolution', { params, body }));
  await context.terminal.result({ systemId, ...body }, () =>
    body.action === 'retry' ? 'The deregistration runs again.' : 'The system is deregistered.',
  );
}
