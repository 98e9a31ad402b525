import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { GroupRegistry } from './persistent-subscriptions/group-registry.js';
import type { EventLog } from './storage/event-log.js';

/** What is watched besides the log. */
export interface WatchedFiles {
  /** Of the data; undefined: it is in memory. */
  readonly folder: string | undefined;
  readonly certFile: string | undefined;
}

export interface Monitoring {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves health and metrics over HTTP: `GET /health/live` answers 204 while the log can be written, otherwise 503;
 * `GET /metrics` answers in Prometheus' text format.
 * @throws Error with a message for the operator when the port is taken
 */
export async function startMonitoring(
  log: EventLog,
  groups: GroupRegistry,
  files: WatchedFiles,
  host: string,
  port: number,
): Promise<Monitoring> {
  const registry = metrics(log, groups, files);
  const server = createServer((request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead) return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
    switch (request.url) {
      case '/health/live':
        return void response.writeHead(log.figures().isBroken ? 503 : 204).end();
      case '/metrics':
        return void sendMetrics(registry, response);
      default:
        return void response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(portTaken(host, port)) : error),
    );
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const portTaken = (host: string, port: number) =>
  `Port ${port} of ${host} is taken. Stop what listens there, or give another one with --http-port.`;

async function sendMetrics(registry: Registry, response: ServerResponse): Promise<void> {
  try {
    const text = await registry.metrics();
    response.writeHead(200, { 'content-type': registry.contentType }).end(text);
  } catch {
    response.writeHead(500).end();
  }
}

function metrics(log: EventLog, groups: GroupRegistry, { folder, certFile }: WatchedFiles): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      ...{ name: `event_store_${name}`, help, registers: [registry] },
      collect() {
        this.set(value());
      },
    });
  const counter = (name: string, help: string, value: () => number) =>
    new Counter({
      ...{ name: `event_store_${name}`, help, registers: [registry] },
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  gauge('events', 'Events in the log', () => log.figures().events);
  gauge('streams', 'Streams that ever had an event', () => log.figures().streams);
  gauge('last_position', 'Position of the last event', () => log.figures().lastPosition);
  gauge('subscriptions', 'Subscriptions that wait for events', () => log.figures().subscriptions);
  gauge('persistent_subscription_groups', 'Persistent subscriptions', () => groups.list().length);
  gauge('parked_messages', 'Messages that groups gave up', () =>
    groups.list().reduce((sum, group) => sum + group.parked.count, 0),
  );
  const disk = (name: string, help: string, blocksOf: (disk: { bavail: number; blocks: number }) => number) =>
    new Gauge({
      ...{ name: `event_store_disk_${name}_bytes`, help, registers: [registry] },
      async collect() {
        if (folder === undefined) return;
        const figures = await statfs(folder);
        this.set(blocksOf(figures) * figures.bsize);
      },
    });
  disk('free', 'Space that is left on the disk of the data', ({ bavail }) => bavail);
  disk('size', 'Size of the disk of the data', ({ blocks }) => blocks);
  new Gauge({
    name: 'event_store_certificate_expiry_timestamp_seconds',
    ...{
      help: 'When the certificate of the store expires, in seconds since 1970; 0 without TLS',
      registers: [registry],
    },
    collect() {
      if (certFile !== undefined) this.set(endOf(certFile));
    },
  });
  counter('appended_events_total', 'Events appended since the start', () => log.figures().appendedEvents);
  counter('commits_total', 'Transactions, each with one fsync, since the start', () => log.figures().commits);
  return registry;
}

/** Of the first certificate of a file; seconds since 1970. */
function endOf(certFile: string): number {
  return Date.parse(new X509Certificate(readFileSync(certFile)).validTo) / 1_000;
}
