import { parseSystemId, systemStream } from '@system-landscape/domain';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SweepExpiredTokens } from './sweep-expired-tokens/sweep-expired-tokens.js';
import { HOUR, T0, TokenIssuanceHarness } from './testing/token-issuance-harness.js';

let harness: TokenIssuanceHarness;
let instance: NestFastifyApplication;
let overdue: { readonly systemId: string; readonly tokenId: string }[] = [];

beforeAll(async () => {
  harness = await TokenIssuanceHarness.start();
  instance = await harness.startInstance();
  harness.readModel({ count: () => 0, overdue: () => overdue });
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.clock.set(T0);
  overdue = [];
});
afterEach(() => jest.restoreAllMocks());

/** Counts the loads of the system's stream; reading back what a command appended begins later in the stream. */
function countLoads(systemId: string): () => number {
  const read = jest.spyOn(EventStoreDBClient.prototype, 'readStream');
  const stream = systemStream(parseSystemId(systemId)!.nameId);
  return () => read.mock.calls.filter(([name, options]) => name === stream && !options?.fromRevision).length;
}

describe('commands on a system that exists load its stream once', () => {
  it('R2: displaying a token', async () => {
    const { system, integrationToken } = await harness.register();
    const loads = countLoads(system.id);
    expect((await harness.display(system.id)).integrationToken.tokenId).toBe(integrationToken.tokenId);
    expect(loads()).toBe(1);
  });

  it('R6: issuing a token', async () => {
    const { system } = await harness.register();
    const loads = countLoads(system.id);
    await harness.issue(system.id);
    expect(loads()).toBe(1);
  });

  it('M-13: recording that a token has expired', async () => {
    const { system, integrationToken } = await harness.register();
    overdue = [{ systemId: system.id, tokenId: integrationToken.tokenId }];
    harness.clock.advance(168 * HOUR);
    const loads = countLoads(system.id);
    expect(await instance.get(SweepExpiredTokens).execute()).toBe(1);
    expect(loads()).toBe(1);
  });
});
