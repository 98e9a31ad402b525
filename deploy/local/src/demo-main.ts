import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDemo } from './demo.js';
import { DemoPrinter } from './demo-printer.js';
import type { PlatformUrls } from './components.js';
import { startLocalPlatform, StartError } from './local-platform.js';
import { PORTS } from './settings.js';

const print = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const running = await findPlatform(process.env);
  if (running) {
    await demonstrate(running);
    return;
  }
  print('No running platform was found; starting one in a temporary folder …');
  const dataDir = await mkdtemp(join(tmpdir(), 'landscape-demo-'));
  const aborted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => aborted.abort());
  try {
    const platform = await startLocalPlatform({ dataDir, ports: 'ephemeral', signal: aborted.signal });
    try {
      await Promise.race([demonstrate(platform.urls), once(aborted.signal)]);
    } finally {
      await platform.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function demonstrate(urls: PlatformUrls): Promise<void> {
  const began = performance.now();
  const inColour = process.stdout.isTTY && !process.env['NO_COLOR'];
  const printer = new DemoPrinter(print, inColour, () => performance.now() - began);
  const system = await runDemo(urls, `demo-${Date.now().toString(36)}`, printer);
  print(`\n${system.name} has completed its life. Its history stays: see ${urls.gateway}/docs, system ${system.id}.`);
}

/** The running platform, if any. @throws StartError when `GATEWAY_URL` is set and does not answer */
async function findPlatform(env: NodeJS.ProcessEnv): Promise<PlatformUrls | undefined> {
  const gateway = env['GATEWAY_URL'] ?? local(env, 'gateway');
  if (await isReady(gateway)) {
    return {
      gateway,
      identityProvider: env['OIDC_ISSUER'] ?? local(env, 'identity-provider'),
      tenantSimulator: local(env, 'tenant-simulator'),
      eventStore: '',
      nats: '',
    };
  }
  if (env['GATEWAY_URL'])
    throw new StartError([`${gateway} (GATEWAY_URL) is not ready. Start it, or unset GATEWAY_URL.`]);
  return undefined;
}

function local(env: NodeJS.ProcessEnv, component: keyof typeof PORTS): string {
  const { setting, port } = PORTS[component];
  return `http://127.0.0.1:${env[setting] || port}`;
}

async function isReady(gateway: string): Promise<boolean> {
  try {
    return (await fetch(`${gateway}/health/ready`, { signal: AbortSignal.timeout(3_000) })).ok;
  } catch {
    // Nothing listens at the address.
    return false;
  }
}

function once(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
