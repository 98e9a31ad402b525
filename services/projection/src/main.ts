import 'reflect-metadata';
import { connectNats, serveRpc } from '@system-landscape/messaging';
import { loadSettings, runService } from '@system-landscape/service-kit';
import { AppModule } from './app.module.js';
import { openDatabase } from './database/open-database.js';
import { ProjectionSettings } from './settings.js';

const name = 'projection';

runService(name, async () => {
  const settings = loadSettings(ProjectionSettings, process.env);
  const database = await openDatabase(settings);
  const connection = await connectNats(settings, name);
  return serveRpc({ name, module: AppModule.with({ settings, database, connection }), settings, connection });
});
