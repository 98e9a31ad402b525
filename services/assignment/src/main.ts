import 'reflect-metadata';
import { connectNats, serveRpc } from '@system-landscape/messaging';
import { loadSettings, runService } from '@system-landscape/service-kit';
import { AppModule } from './app.module.js';
import { AssignmentSettings } from './settings.js';

const name = 'assignment';

runService(name, async () => {
  const settings = loadSettings(AssignmentSettings, process.env);
  const connection = await connectNats(settings, name);
  return serveRpc({ name, module: AppModule.with({ settings, connection }), settings, connection });
});
