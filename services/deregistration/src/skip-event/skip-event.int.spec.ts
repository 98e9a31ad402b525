import { RPC } from '@system-landscape/contracts';
import { parseSystemId, systemStream } from '@system-landscape/domain';
import { enabling, registered } from '@system-landscape/domain/testing';
import { readStream } from '@system-landscape/event-store';
import { ODD_EVENTS } from '@system-landscape/event-store/testing';
import { ACCOUNT_ADMIN, OPERATOR, type Ask, type SagaHarness } from '@system-landscape/saga/testing';
import { eventually } from '@system-landscape/test-support';
import { jsonEvent } from '@eventstore/db-client';
import { startHarness } from '../testing/start-harness.js';

let harness: SagaHarness;

beforeAll(async () => {
  harness = await startHarness();
  await harness.startInstance();
});
afterAll(() => harness.stop());
beforeEach(() => harness.reset());

const streamOf = (systemId: string) => systemStream(parseSystemId(systemId)!.nameId);
const skip = (systemId: string, more: { readonly eventId?: string } = {}, ask: Ask = {}) =>
  harness.ask(
    RPC.deregistration.skipEvent,
    { stream: streamOf(systemId), note: 'Written by a test', ...more },
    { actor: OPERATOR, ...ask },
  );
const start = (systemId: string) =>
  harness.ask(RPC.deregistration.start, { globalAccountId: 'ga-demo', systemId }, { actor: ACCOUNT_ADMIN });
const oddEventOf = async (systemId: string) =>
  (await readStream(harness.store.client, streamOf(systemId))).unreadable!.eventId;

describe('a system whose history cannot be read', () => {
  it.each(ODD_EVENTS)('is refused by commands with QUARANTINED, until an operator skips: $what', async ({ append }) => {
    const systemId = await harness.given(registered());
    await append(harness.store.client, streamOf(systemId));
    await expect(start(systemId)).rejects.toMatchObject({ code: 'QUARANTINED', body: { status: 409 } });
    await expect(
      harness.ask(RPC.deregistration.resolveIncident, { systemId, action: 'retry', note: 'x' }, { actor: OPERATOR }),
    ).rejects.toMatchObject({ code: 'QUARANTINED' });

    const eventId = await oddEventOf(systemId);
    expect(await skip(systemId, { eventId })).toMatchObject({ position: expect.stringMatching(/^\d+$/) as string });
    expect(await skip(systemId, { eventId })).toEqual({ position: null });
    await start(systemId);
    await harness.becomes(systemId, 'DEREGISTERED');
    const skipped = (await harness.recordedOf(systemId)).find(({ type }) => type === 'EventSkipped');
    expect(skipped).toMatchObject({
      data: { eventId, note: 'Written by a test' },
      metadata: { actor: { subject: 'operator', roles: ['operator'] } },
    });
  });

  it('a skip without an id is repeated by its key alone, and only operators may skip', async () => {
    const systemId = await harness.given(registered());
    await ODD_EVENTS[0]!.append(harness.store.client, streamOf(systemId));
    await expect(skip(systemId, {}, { actor: ACCOUNT_ADMIN })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await skip(systemId, {}, { key: 'one' })).position).not.toBeNull();
    expect(await skip(systemId, {}, { key: 'one' })).toEqual({ position: null });
    await expect(skip(systemId, {}, { key: 'two' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('its hints are parked at once, and no other system waits for it', async () => {
    const systemId = await harness.given(registered());
    await start(systemId);
    await harness.becomes(systemId, 'DEREGISTERED');
    const odd = await harness.given(enabling());
    await ODD_EVENTS[0]!.append(harness.store.client, streamOf(odd));
    const [requested] = (await harness.recordedOf(systemId)).filter(
      ({ type }) => type === 'DeregistrationStepRequested',
    );
    const { type, data, metadata } = requested!;
    const about = JSON.stringify({ type, data, metadata }).replaceAll(systemId, odd);
    const hint = jsonEvent(JSON.parse(about) as { type: string; data: Record<string, unknown> });
    await harness.store.client.appendToStream(streamOf(odd), hint);
    await eventually(async () => {
      const { parked } = await harness.ask(RPC.deregistration.countParked, {}, { actor: OPERATOR });
      return parked === 1;
    });
    const other = await harness.given(registered());
    await start(other);
    await harness.becomes(other, 'DEREGISTERED');
  });
});
