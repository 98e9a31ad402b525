import 'reflect-metadata';
import { createTenantSimulator } from './tenant-simulator.js';
import { readSettings } from './settings.js';

async function main(): Promise<void> {
  const { host, port, ...options } = readSettings(process.env);
  const app = await createTenantSimulator(options);
  app.enableShutdownHooks();
  await app.listen(port, host);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
