import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { walkThroughLife } from './demo.js';
import { DemoTeller } from './demo-teller.js';
import type { PlatformUrls } from './parts.js';
import { startPlatform, StartRefused } from './platform.js';
import { PORTS } from './settings.js';

const print = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const running = await findPlatform(process.env);
  if (running) {
    await tellOn(running);
    return;
  }
  print('No platform answers; starting one of its own in a temporary folder …');
  const dataDir = await mkdtemp(join(tmpdir(), 'landscape-demo-'));
  const calledOff = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => calledOff.abort());
  try {
    const platform = await startPlatform({ dataDir, ports: 'ephemeral', signal: calledOff.signal });
    try {
      await Promise.race([tellOn(platform.urls), once(calledOff.signal)]);
    } finally {
      await platform.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function tellOn(urls: PlatformUrls): Promise<void> {
  const began = performance.now();
  const inColour = process.stdout.isTTY && !process.env['NO_COLOR'];
  const teller = new DemoTeller(print, inColour, () => performance.now() - began);
  const system = await walkThroughLife(urls, `demo-${Date.now().toString(36)}`, teller);
  print(`\n${system.name} has lived its whole life; its history stays. See ${urls.gateway}/docs, system ${system.id}.`);
}

/** @throws Error when `GATEWAY_URL` is given and does not answer: the wish was clear */
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
    throw new StartRefused([`${gateway} (GATEWAY_URL) is not ready. Start it, or unset GATEWAY_URL.`]);
  return undefined;
}

function local(env: NodeJS.ProcessEnv, part: keyof typeof PORTS): string {
  const { setting, port } = PORTS[part];
  return `http://127.0.0.1:${env[setting] || port}`;
}

async function isReady(gateway: string): Promise<boolean> {
  try {
    return (await fetch(`${gateway}/health/ready`, { signal: AbortSignal.timeout(3_000) })).ok;
  } catch {
    // Nobody listens there.
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
