/* For `node --require`, so that a separate process has the second version, too. */
import { registerSecondVersion } from './second-version.js';

registerSecondVersion();
