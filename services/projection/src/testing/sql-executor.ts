import { loadSettings } from '@system-landscape/service-kit';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { ProjectionSettings } from '../settings.js';

export interface SqlRequest {
  readonly sql: string;
  readonly parameters?: readonly unknown[];
  /** Repeats the query for so long, each time with the next of `parameterSets`; the reply is the rate per second. */
  readonly forSeconds?: number;
  readonly parameterSets?: readonly (readonly unknown[])[];
}

/**
 * Runs SQL over HTTP on the read model that the projection's settings name. The bench fills a read model with it while no
 * projection has it open, and measures the rate of plain queries.
 */
async function start(): Promise<void> {
  const database = await openDatabase(loadSettings(ProjectionSettings, process.env));
  const server = createServer((request, response) => {
    bodyOf(request)
      .then((body) => answer(database, body))
      .then(
        (rows) => response.end(JSON.stringify(rows)),
        (error: unknown) => response.writeHead(400).end(String(error)),
      );
  });
  // A connection that ends while the next request is sent would fail that one.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`ready on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
  process.once('SIGTERM', () => {
    server.close();
    server.closeAllConnections();
    void database.close();
  });
}

async function answer(database: Database, request: SqlRequest): Promise<unknown> {
  const { sql, parameters, forSeconds, parameterSets = [] } = request;
  if (forSeconds === undefined) return database.transaction((transaction) => transaction.query(sql, parameters));
  const began = performance.now();
  let queries = 0;
  while (performance.now() < began + forSeconds * 1000) {
    await database.query(sql, parameterSets[queries % parameterSets.length]);
    queries += 1;
  }
  return { perSecond: queries / ((performance.now() - began) / 1000) };
}

async function bodyOf(request: IncomingMessage): Promise<SqlRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as SqlRequest;
}

void start();
