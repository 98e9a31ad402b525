import 'reflect-metadata';
import { connectNats, serveRpc } from '@system-landscape/messaging';
import { loadSettings, runService } from '@system-landscape/service-kit';
import { AppModule } from './app.module.js';
import { EventRelaySettings } from './settings.js';

const name = 'event-relay';

runService(name, async () => {
  const settings = loadSettings(EventRelaySettings, process.env);
  const connection = await connectNats(settings, name);
  return serveRpc({ name, module: AppModule.with({ settings, connection }), settings, connection });
});
