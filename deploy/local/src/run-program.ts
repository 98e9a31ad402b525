import { join, resolve } from 'node:path';
import { Bundles } from './bundles.js';

/**
 * `node run-program.js <built program, from the root> <arguments>…`: runs it from its bundle if that is up to date, as the
 * local start does. Tests start single services in this way.
 */
const root = resolve(__dirname, '../../..');
const [node = '', , program = '', ...args] = process.argv;
const bundle = new Bundles(root).upToDate()[program];
const [script, ...before] = bundle === undefined ? [join(root, program)] : [join(__dirname, 'run-bundle.js'), bundle];
process.argv = [node, script, ...before, ...args];
void import(script);
