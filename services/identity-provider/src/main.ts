import 'reflect-metadata';
import { createIdentityProvider } from './identity-provider.js';
import { readSettings } from './settings.js';

async function main(): Promise<void> {
  const { host, port, ...options } = readSettings(process.env);
  const app = await createIdentityProvider(options);
  app.enableShutdownHooks();
  await app.listen(port, host);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
