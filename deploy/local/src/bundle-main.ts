import { Bundles } from './bundles.js';
import { PROGRAMS, REPOSITORY_ROOT } from './parts.js';

/** Makes the bundles of all programs unless they are up to date; part of every start and test (`prepare.mjs`). */
const bundles = new Bundles(REPOSITORY_ROOT);
const fresh = bundles.fresh();
if (PROGRAMS.some((program) => fresh[program] === undefined)) void bundles.make(PROGRAMS);
