// npm run bench: makes the checkout able to run, then measures (src/main.ts).
import { prepareOrExit } from '../../deploy/local/prepare.mjs';

prepareOrExit({ chromium: true });
await import('./dist/src/main.js');
