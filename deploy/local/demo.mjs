// npm run demo: shows the whole life of a system step by step (src/demo.ts).
import { prepareOrExit } from './prepare.mjs';

prepareOrExit({ natsServer: !process.env['NATS_URL'] && !process.env['GATEWAY_URL'] });
await import('./dist/demo-main.js');
