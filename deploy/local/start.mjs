// npm start: makes the checkout able to run, then starts the platform (src/main.ts).
import { prepareOrExit } from './prepare.mjs';

prepareOrExit({ natsServer: !process.env['NATS_URL'] });
await import('./dist/main.js');
