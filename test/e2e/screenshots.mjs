// npm run screenshots: makes the checkout able to run, then takes the pictures of the README (src/pictures/main.ts).
import { prepareOrExit } from '../../deploy/local/prepare.mjs';

prepareOrExit({ chromium: true });
await import('./dist/pictures/main.js');
