import { parseSystemId, systemStream } from '@system-landscape/domain';
import { deregisterError, registered, TENANT } from '@system-landscape/domain/testing';
import { SagaSettings } from '@system-landscape/saga';
import type { SagaHarness } from '@system-landscape/saga/testing';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DeleteExtension } from './delete-extension/delete-extension.js';
import { ResolveIncident } from './resolve-incident/resolve-incident.js';
import { startHarness } from './testing/start-harness.js';

let harness: SagaHarness;

// No instance runs: its sweeps would read the same streams.
beforeAll(async () => {
  Logger.overrideLogger(false);
  harness = await startHarness();
});
afterAll(() => harness.stop());
afterEach(() => jest.restoreAllMocks());

const caller = (subject: string) => ({
  actor: { subject, roles: [] },
  caller: subject,
  key: randomUUID(),
  correlationId: 'correlation-1',
  causationId: 'cause-1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
});

/** Counts the reads of the system's stream by the harness's client. */
function countReads(systemId: string): () => number {
  const read = jest.spyOn(harness.store.client, 'readStream');
  const stream = systemStream(parseSystemId(systemId)!.nameId);
  return () => read.mock.calls.filter(([name]) => name === stream).length;
}

describe('use cases that take the account from the state', () => {
  it('N-10: deleting an extension loads the stream once', async () => {
    const systemId = await harness.given(registered());
    const useCase = new DeleteExtension(harness.store, harness.clock, new SagaSettings());
    const reads = countReads(systemId);

    await useCase.execute(
      { extensionId: `${systemId}-x1`, tenantId: TENANT },
      { ...caller('tenant-admin'), tenantId: TENANT },
    );
    expect(reads()).toBe(1);
    const account = (await harness.recordedOf(systemId))[0]!.metadata['globalAccountId'];
    expect((await harness.recordedOf(systemId)).at(-1)!.metadata).toMatchObject({ globalAccountId: account, systemId });
  });

  it('R12: resolving an incident loads the stream once', async () => {
    const systemId = await harness.given(deregisterError());
    const useCase = new ResolveIncident(harness.store, harness.clock, new SagaSettings());
    const reads = countReads(systemId);

    await useCase.execute({ systemId, action: 'confirm-removed', note: 'Removed by hand' }, caller('operator'));
    expect(reads()).toBe(1);
    const account = (await harness.recordedOf(systemId))[0]!.metadata['globalAccountId'];
    expect((await harness.recordedOf(systemId)).at(-1)!.metadata).toMatchObject({ globalAccountId: account, systemId });
  });
});
