import 'reflect-metadata';
import { connectNats, serveRpc } from '@system-landscape/messaging';
import { SagaSettings } from '@system-landscape/saga';
import { loadSettings, runService } from '@system-landscape/service-kit';
import { AppModule } from './app.module.js';

const name = 'deregistration';

runService(name, async () => {
  const settings = loadSettings(SagaSettings, process.env);
  const connection = await connectNats(settings, name);
  return serveRpc({ name, module: AppModule.with({ settings, connection }), settings, connection });
});
