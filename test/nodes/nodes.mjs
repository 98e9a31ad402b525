// npm run test:nodes: makes the checkout able to run, then tries it on each version of Node (src/main.ts).
import { prepareOrExit } from '../../deploy/local/prepare.mjs';

prepareOrExit();
await import('./dist/main.js');
