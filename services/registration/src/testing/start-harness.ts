import { connectNats, serveRpc } from '@system-landscape/messaging';
import { SagaHarness } from '@system-landscape/saga/testing';
import { loadSettings } from '@system-landscape/service-kit';
import { AppModule } from '../app.module.js';
import { RegistrationSettings } from '../settings.js';

const name = 'registration';

export function startHarness(): Promise<SagaHarness> {
  return SagaHarness.start(name, async (env, clock) => {
    const settings = loadSettings(RegistrationSettings, env);
    const connection = await connectNats(settings, name);
    return serveRpc({ name, module: AppModule.with({ settings, connection, clock }), settings, connection });
  });
}
