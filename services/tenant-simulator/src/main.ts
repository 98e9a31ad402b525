import 'reflect-metadata';
import { loadSettings, runService, stopOnSignals } from '@system-landscape/service-kit';
import { Logger } from 'nestjs-pino';
import { TenantSimulatorSettings } from './settings.js';
import { createTenantSimulator } from './tenant-simulator.js';

runService('tenant-simulator', async () => {
  const settings = loadSettings(TenantSimulatorSettings, process.env);
  const app = await createTenantSimulator(settings);
  stopOnSignals(app, settings.shutdownTimeoutMs);
  await app.listen(settings.port, settings.host);
  app.get(Logger).log(`listening on ${await app.getUrl()}`);
  return app;
});
