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
  // A step of its own before new instances are started, in which nothing else can go wrong.
  if (process.argv[2] === 'migrate') {
    await database.close();
    process.exit(0);
  }
  const connection = await connectNats(settings, name);
  return serveRpc({ name, module: AppModule.with({ settings, database, connection }), settings, connection });
});
