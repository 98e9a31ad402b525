import { startService } from '@system-landscape/test-support';
import { TokenIssuanceHarness } from './testing/token-issuance-harness.js';

describe('token-issuance', () => {
  it('is ready while NATS and the event store answer, and names the dependency that is down', async () => {
    const harness = await TokenIssuanceHarness.start();
    try {
      const instance = await harness.startInstance();
      const ready = () => fetch(`${urlOf(instance)}/health/ready`);
      expect((await ready()).status).toBe(200);

      await harness.environment.eventStore.kill();
      const answer = await ready();
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ error: { 'event-store': { status: 'down' } } });
      expect((await fetch(`${urlOf(instance)}/health/live`)).status).toBe(200);
    } finally {
      await harness.stop();
    }
  });

  it('answers UNAVAILABLE while the event store is down, and works again when it is back', async () => {
    const harness = await TokenIssuanceHarness.start();
    try {
      await harness.startInstance();
      const { system, integrationToken } = await harness.register();
      await harness.environment.restartEventStore(() =>
        expect(harness.display(system.id)).rejects.toMatchObject({
          body: { code: 'UNAVAILABLE', status: 503, retryAfter: 1 },
        }),
      );
      expect((await harness.display(system.id)).integrationToken.value).toBe(integrationToken.value);
    } finally {
      await harness.stop();
    }
  });

  it('answers the requests that it has received before it stops', async () => {
    const harness = await TokenIssuanceHarness.start();
    try {
      const instance = await harness.startInstance();
      await harness.register();
      const answers = Array.from({ length: 10 }, () => harness.register());
      await harness.flush();
      await harness.stopInstance(instance);
      for (const answer of await Promise.all(answers)) expect(answer.system.status).toBe('PENDING');
    } finally {
      await harness.stop();
    }
  });
});

describe('the built program', () => {
  it('starts with the settings of the local platform and stops on SIGTERM', async () => {
    const harness = await TokenIssuanceHarness.start();
    try {
      const running = await harness.startOwnProcess();
      await expect(harness.register()).resolves.toMatchObject({ system: { status: 'PENDING' } });
      expect(running.output()).not.toContain('slt_');
      // Nest ends the process with the signal that it got, once everything is closed.
      expect((await running.stop()).signal).toBe('SIGTERM');
    } finally {
      await harness.stop();
    }
  });

  it('reports each mistake in its settings in one line and exits', async () => {
    const start = startService('token-issuance', { INTEGRATION_TOKEN_KEYS: '', TOKEN_VALIDITY: 'soon' });
    await expect(start).rejects.toThrow(
      /exit code 1[\s\S]*token-issuance: TOKEN_VALIDITY must be[^\n]*\ntoken-issuance: INTEGRATION_TOKEN_KEYS is not set/,
    );
  });
});

function urlOf(instance: { getHttpServer(): { address(): unknown } }): string {
  const { port } = instance.getHttpServer().address() as { port: number };
  return `http://127.0.0.1:${port}`;
}
