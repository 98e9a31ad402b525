// npm run test:hostile: makes the checkout able to run, then starts a platform and the loads (src/main.ts).
import { prepareOrExit } from '../../deploy/local/prepare.mjs';

prepareOrExit();
await import('./dist/main.js');
