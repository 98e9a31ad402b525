/* For `node --require`, so that a process of its own knows the second version, too. */
import { registerSecondVersion } from './second-version.js';

registerSecondVersion();
