import 'reflect-metadata';
import { loadSettings, runService, stopOnSignals } from '@system-landscape/service-kit';
import { Logger } from 'nestjs-pino';
import { createIdentityProvider } from './identity-provider.js';
import { IdentityProviderSettings } from './settings.js';

runService('identity-provider', async () => {
  const settings = loadSettings(IdentityProviderSettings, process.env);
  const app = await createIdentityProvider(settings);
  stopOnSignals(app, settings.shutdownTimeoutMs);
  await app.listen(settings.port, settings.host);
  app.get(Logger).log(`listening on ${await app.getUrl()} as ${settings.issuer}`);
  return app;
});
