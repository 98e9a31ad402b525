import { Bundles } from './bundles.js';
import { PROGRAMS, REPOSITORY_ROOT } from './components.js';

/** Builds the bundles of all programs unless they are up to date; part of every start and test (`prepare.mjs`). */
const bundles = new Bundles(REPOSITORY_ROOT);
const upToDate = bundles.upToDate();
if (PROGRAMS.some((program) => upToDate[program] === undefined)) void bundles.build(PROGRAMS);
