import 'reflect-metadata';
import { connectNats } from '@system-landscape/messaging';
import { loadSettings, runService } from '@system-landscape/service-kit';
import { startGateway } from './gateway.js';
import { GatewaySettings } from './settings.js';

const name = 'gateway';

runService(name, async () => {
  const settings = loadSettings(GatewaySettings, process.env);
  const connection = await connectNats(settings, name);
  return startGateway({ settings, connection });
});
