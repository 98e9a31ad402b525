import { startEventStore, startProcess, temporaryFolder } from '@system-landscape/test-support';
import { generateKey } from '@system-landscape/integration-token';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TokenIssuanceHarness } from './testing/token-issuance-harness.js';

const program = join(__dirname, '../dist/main.js');

describe('token-issuance', () => {
  it('is ready while NATS and the event store answer, and says which one does not', async () => {
    const harness = await TokenIssuanceHarness.start();
    try {
      const instance = await harness.startInstance();
      const ready = () => fetch(`${urlOf(instance)}/health/ready`);
      expect((await ready()).status).toBe(200);

      await harness.eventStoreServer.kill();
      const answer = await ready();
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ error: { 'event-store': { status: 'down' } } });
      expect((await fetch(`${urlOf(instance)}/health/live`)).status).toBe(200);
    } finally {
      await harness.stop();
    }
  });

  it('answers UNAVAILABLE while the event store is away, and goes on when it is back', async () => {
    const folder = await temporaryFolder('event-store');
    const harness = await TokenIssuanceHarness.start({ dataDir: folder.path });
    try {
      await harness.startInstance();
      const { system, integrationToken } = await harness.register();
      const { port } = harness.eventStoreServer;
      await harness.eventStoreServer.kill();

      await expect(harness.display(system.id)).rejects.toMatchObject({
        body: { code: 'UNAVAILABLE', status: 503, retryAfter: 1 },
      });
      const again = await startEventStore({ dataDir: folder.path, port });
      try {
        expect((await harness.display(system.id)).integrationToken.value).toBe(integrationToken.value);
      } finally {
        await again.stop();
      }
    } finally {
      await harness.stop();
      await folder.remove();
    }
  });

  it('answers what it has begun before it stops', async () => {
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
    const folder = await temporaryFolder('keys');
    const keys = join(folder.path, 'keys.json');
    writeFileSync(keys, JSON.stringify({ keys: [await generateKey()] }));
    try {
      const running = await startProcess({
        name: 'token-issuance',
        command: process.execPath,
        args: [program],
        env: {
          NATS_URL: harness.nats.url,
          ESDB_URL: harness.eventStoreServer.url,
          INTEGRATION_TOKEN_KEYS: keys,
          PORT: '0',
        },
        readyLine: /ready on/,
      });
      await expect(harness.register()).resolves.toMatchObject({ system: { status: 'PENDING' } });
      expect(running.output()).not.toContain('slt_');
      // Nest ends the process with the signal that it got, once everything is closed.
      expect((await running.stop()).signal).toBe('SIGTERM');
    } finally {
      await harness.stop();
      await folder.remove();
    }
  });

  it('says each mistake in its settings in one line and ends', async () => {
    const env = { INTEGRATION_TOKEN_KEYS: '', TOKEN_VALIDITY: 'soon', PORT: '0' };
    const start = startProcess({
      name: 'token-issuance',
      command: process.execPath,
      args: [program],
      env,
      readyLine: /ready on/,
    });
    await expect(start).rejects.toThrow(
      /exit code 1[\s\S]*token-issuance: TOKEN_VALIDITY must be[^\n]*\ntoken-issuance: INTEGRATION_TOKEN_KEYS is not set/,
    );
  });
});

function urlOf(instance: { getHttpServer(): { address(): unknown } }): string {
  const { port } = instance.getHttpServer().address() as { port: number };
  return `http://127.0.0.1:${port}`;
}
