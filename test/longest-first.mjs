// Jest begins with the longest files only if an earlier run has measured them, which a clean checkout has not. A long file
// that begins last leaves the other workers idle.
import Sequencer from '@jest/test-sequencer';

/** The longest first. */
const LONG = [
  'accessibility.e2e',
  'killed-processes.e2e',
  'bench.e2e',
  'crash-matrix.e2e',
  'operator-cli.e2e',
  'local-start.e2e',
  'cockpit/network.e2e',
  'encryption.e2e',
  'cockpit/story.e2e',
  'quarantine.int',
  'rebuild.int',
  'relay.int',
  'events.int',
  'commit-batch.int',
  'bundles.int',
  'nats-rights.int',
  'store/src/load.int',
  'system.properties',
  'system-record',
];

export default class LongestFirst extends Sequencer {
  /** @override @param {Parameters<Sequencer['sort']>[0]} tests */
  sort(tests) {
    /** @param {{ readonly path: string }} test */
    const place = ({ path }) => {
      const index = LONG.findIndex((name) => path.includes(name));
      return index === -1 ? LONG.length : index;
    };
    return super.sort(tests).sort((a, b) => place(a) - place(b));
  }
}
