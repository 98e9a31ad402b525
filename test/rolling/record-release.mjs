// node test/rolling/record-release.mjs: writes `released/`, what the release before declares and what it stores, from its build.
// To be run when `release-before` names another commit.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../../deploy/local/preparation.mjs';
import { prepareOrExit } from '../../deploy/local/prepare.mjs';
import { provideReleaseBefore } from './release-before.mjs';

prepareOrExit({ natsServer: false });
// Built by now.
const { replySchemas } = createRequire(import.meta.url)('@system-landscape/contracts/reply-schemas');

const folder = join(ROOT, 'test/rolling/released');
const release = provideReleaseBefore();
const requireFrom = createRequire(join(release, 'libs/system-view/package.json'));
const domain = requireFrom('@system-landscape/domain');
const testing = requireFrom('@system-landscape/domain/testing');
const { foldSystemRecord } = requireFrom('@system-landscape/system-view');
const fc = createRequire(join(release, 'package.json'))('fast-check');

/** Histories that reach every status, and random ones, always the same. */
const named = [
  ...[testing.pending(), testing.enabling(), testing.failed(), testing.deregistering(), testing.lastTearDownStep()],
  ...[testing.deregisterError(), testing.deregistered(), testing.removed()],
  [...testing.registered(), testing.inFormation(), testing.entitled()],
].map((events) => events.map((/** @type {object} */ event) => testing.recorded(event)));
const random = fc
  .sample(testing.actions, { seed: 20, numRuns: 20 })
  .map((/** @type {object[]} */ actions) => testing.streamOf(testing.perform(actions)))
  .filter((/** @type {object[]} */ { length }) => length > 0);

const systems = [...named, ...random].map((events) => {
  const placed = events.map((/** @type {object} */ event, /** @type {number} */ revision) => ({
    event,
    revision,
    position: String(100 + revision),
  }));
  const { systemId } = events.at(-1).data;
  const upTo = (/** @type {number} */ count) => foldSystemRecord(placed.slice(0, count), systemId) ?? null;
  return {
    events: placed,
    // As a snapshot holds it.
    foldVersion: domain.SYSTEM_FOLD_VERSION,
    state: domain.systemStateAsJson(events.reduce(domain.evolveSystem, domain.initialSystemState)),
    // As the rows of the read model hold it: before the last event, and after it.
    before: upTo(placed.length - 1),
    record: upTo(placed.length),
  };
});

mkdirSync(folder, { recursive: true });
for (const file of ['libs/contracts/asyncapi.json', 'libs/api-client/openapi.json']) {
  writeFileSync(join(folder, file.split('/').at(-1) ?? ''), readFileSync(join(release, file)));
}
writeFileSync(join(folder, 'replies.json'), `${JSON.stringify(replySchemas(release))}\n`);
writeFileSync(join(folder, 'systems.json'), `${JSON.stringify(systems)}\n`);
