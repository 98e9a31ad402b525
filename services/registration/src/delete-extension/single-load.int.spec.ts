import { parseSystemId, systemStream } from '@system-landscape/domain';
import { failed, TENANT } from '@system-landscape/domain/testing';
import type { RpcClient } from '@system-landscape/messaging';
import type { SagaHarness } from '@system-landscape/saga/testing';
import { randomUUID } from 'node:crypto';
import { startHarness } from '../testing/start-harness.js';
import { DeleteExtension } from './delete-extension.js';

let harness: SagaHarness;

// No instance runs: its sweeps would read the same streams.
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

it('N-10: deleting a failed extension loads the stream once, and takes the account from the state', async () => {
  const systemId = await harness.given(failed());
  const notAsked = { request: () => Promise.reject(new Error('Deregistration must not be called')) };
  const useCase = new DeleteExtension(harness.store, notAsked as unknown as RpcClient, harness.clock);
  const read = jest.spyOn(harness.store.client, 'readStream');

  await useCase.execute(
    { extensionId: `${systemId}-x1`, tenantId: TENANT },
    {
      actor: { subject: 'tenant-admin', roles: [] },
      caller: 'tenant-admin',
      key: randomUUID(),
      correlationId: 'correlation-1',
      causationId: 'cause-1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      tenantId: TENANT,
    },
  );

  const stream = systemStream(parseSystemId(systemId)!.nameId);
  expect(read.mock.calls.filter(([name]) => name === stream)).toHaveLength(1);
  read.mockRestore();
  const events = await harness.recordedOf(systemId);
  expect(events.at(-1)).toMatchObject({
    type: 'ExtensionDeleted',
    metadata: { globalAccountId: events[0]!.metadata['globalAccountId'], systemId },
  });
});
