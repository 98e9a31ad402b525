import { connectNats, serveRpc } from '@system-landscape/messaging';
import { SagaSettings } from '@system-landscape/saga';
import { SagaHarness } from '@system-landscape/saga/testing';
import { loadSettings } from '@system-landscape/service-kit';
import { AppModule } from '../app.module.js';

const name = 'deregistration';

export function startHarness(): Promise<SagaHarness> {
  return SagaHarness.start(name, async (env, clock) => {
    const settings = loadSettings(SagaSettings, env);
    const connection = await connectNats(settings, name);
    return serveRpc({ name, module: AppModule.with({ settings, connection, clock }), settings, connection });
  });
}
