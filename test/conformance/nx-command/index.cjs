// Nx reserves the command `nx conformance` for a plugin, so a target cannot have this name. This plugin provides the
// command and runs the target `conformance` of the suite.
const { spawnSync } = require('node:child_process');

const run = () => {
  const nx = require.resolve('nx/bin/nx.js');
  const { status } = spawnSync(process.execPath, [nx, 'run', '@system-landscape/conformance:conformance'], {
    stdio: 'inherit',
  });
  process.exit(status ?? 1);
};

exports.yargsConformanceCommand = {
  command: 'conformance',
  describe: 'Runs the conformance suite against the embedded event store, or against the server of ESDB_URL',
  handler: run,
};
exports.yargsConformanceCheckCommand = {
  ...exports.yargsConformanceCommand,
  command: 'conformance:check',
  describe: false,
};
