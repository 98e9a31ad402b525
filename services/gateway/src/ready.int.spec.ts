import { eventually } from '@system-landscape/test-support';
import { GatewayHarness } from './testing/gateway-harness.js';

async function readiness({ instance }: GatewayHarness) {
  const response = await fetch(`${await instance.getUrl()}/health/ready`, { signal: AbortSignal.timeout(8_000) });
  const { details } = (await response.json()) as { details: Record<string, { status: string; message?: string }> };
  return { status: response.status, details };
}

describe('/health/ready of the gateway', () => {
  it('is false while idempotency keys cannot be stored', async () => {
    const harness = await GatewayHarness.start({ jetstream: false });
    try {
      const { status, details } = await readiness(harness);
      expect(status).toBe(503);
      expect(details['nats']).toEqual({ status: 'up' });
      expect(details['key-value']?.message).toMatch('The key-value bucket idempotency cannot be written');
    } finally {
      await harness.stop();
    }
  });

  it('answers within its bound while NATS stands still, and is true again afterwards', async () => {
    const harness = await GatewayHarness.start();
    try {
      expect((await readiness(harness)).status).toBe(200);
      harness.freezeNats();
      const { status, details } = await readiness(harness);
      expect(status).toBe(503);
      expect(details['nats']?.status).toBe('down');
      harness.thawNats();
      await eventually(async () => (await readiness(harness)).status === 200);
    } finally {
      harness.thawNats();
      await harness.stop();
    }
  });
});
