import { eventually } from '@system-landscape/test-support';
import { GatewayHarness } from './testing/gateway-harness.js';

interface Details {
  readonly details: Record<string, { status: string; message?: string }>;
}

async function readiness(harness: GatewayHarness) {
  const response = await harness.monitoring('/health/ready');
  const { details } = (await response.json()) as Details;
  return { status: response.status, details };
}

/** Of the public port. */
const publicReadiness = async (harness: GatewayHarness) => {
  const { status, text } = await harness.call('GET', '/health/ready');
  return [status, text];
};

describe('/health/ready of the gateway', () => {
  it('is false while idempotency keys cannot be stored', async () => {
    const harness = await GatewayHarness.start({ jetstream: false });
    try {
      const { status, details } = await readiness(harness);
      expect(status).toBe(503);
      expect(details['nats']).toEqual({ status: 'up' });
      expect(details['key-value']?.message).toMatch('The key-value bucket idempotency cannot be written');
      expect(await publicReadiness(harness)).toEqual([503, '{"status":"error"}']);
    } finally {
      await harness.stop();
    }
  });

  it('answers within its bound while NATS stands still, and is true again afterwards', async () => {
    const harness = await GatewayHarness.start();
    try {
      expect((await readiness(harness)).status).toBe(200);
      expect(await publicReadiness(harness)).toEqual([200, '{"status":"ok"}']);
      await harness.freezeNats();
      const { status, details } = await readiness(harness);
      expect(status).toBe(503);
      expect(details['nats']?.status).toBe('down');
      expect(await publicReadiness(harness)).toEqual([503, '{"status":"error"}']);
      harness.thawNats();
      await eventually(async () => (await readiness(harness)).status === 200);
    } finally {
      harness.thawNats();
      await harness.stop();
    }
  });

  it('has no metrics beside it on the public port: an address as unknown as any other', async () => {
    const harness = await GatewayHarness.start();
    try {
      const unknown = async (path: string) => {
        const { status, body } = await harness.call('GET', path);
        return { status, ...body, correlationId: '' };
      };
      expect(await unknown('/metrics')).toEqual(await unknown('/nothing'));
      expect((await unknown('/metrics')).status).toBe(404);
      const metrics = await harness.monitoring('/metrics');
      expect(metrics.status).toBe(200);
      expect(await metrics.text()).toContain('landscape_gateway_');
    } finally {
      await harness.stop();
    }
  });
});

const REFUSED = [
  'method="GET",route="/v1/global-accounts/:ga/systems/:id",status="401"',
  'method="GET",route="/*",status="404"',
  'method="POST",route="none",status="405"',
];

describe('/metrics of the gateway', () => {
  it('measures requests by method, route and status, also refused ones, and shows no id', async () => {
    const harness = await GatewayHarness.start();
    try {
      await harness.call('GET', '/v1/global-accounts/ga-demo/systems/sys-of-nobody');
      await harness.call('GET', '/nothing/sys-of-nobody');
      await harness.call('POST', '/v1/global-accounts/ga-demo/systems/sys-of-nobody');
      const text = await eventually(async () => {
        const shown = await (await harness.monitoring('/metrics')).text();
        return REFUSED.every((labels) => shown.includes(`landscape_http_request_seconds_count{${labels}} `)) && shown;
      });
      expect(text).not.toContain('sys-of-nobody');
    } finally {
      await harness.stop();
    }
  });
});
