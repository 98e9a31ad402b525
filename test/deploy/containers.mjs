// podman, buildah and podman-compose, unpacked into .tools: the machine's own containers and settings are not touched.
import { chmodSync, existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackDebianPackages } from '../../deploy/local/debian-packages.mjs';
import { TOOLS } from '../../deploy/local/preparation.mjs';

const PACKAGES = [
  ...['podman', 'buildah', 'runc', 'iptables', 'catatonit', 'netavark', 'aardvark-dns', 'podman-compose'],
  ...['debootstrap', 'gpgv', 'debian-archive-keyring', 'iproute2'],
];
const HOW_TO_GET =
  'Containers are built and run with podman, buildah and podman-compose, as Debian and Ubuntu have them.';

const FOLDER = join(TOOLS, 'containers');
/** Images and layers; only files in here are big. */
const STORAGE = join(FOLDER, 'storage');
/** What runs: networks, volumes, states of containers. */
const RUNNING = join(FOLDER, 'running');

/** Where Debian has the libraries of this machine's processor. */
const LIBRARIES = 'lib/*-linux-gnu';

/**
 * They run with the settings in `.tools/containers` and with images of their own. `running` is the folder of what runs.
 * @returns {{ podman: string, buildah: string, compose: string, debootstrap: string, ip: string,
 *   init: string, running: string }} programs
 */
export function provideContainers() {
  if (!existsSync(join(FOLDER, 'programs'))) {
    process.stdout.write(
      'Fetching podman and buildah (Debian packages, unpacked into .tools, nothing is installed) …\n',
    );
    mkdirSync(join(FOLDER, 'config'), { recursive: true });
    unpackDebianPackages(PACKAGES, { withDependencies: true, howToGet: HOW_TO_GET }, (folder) => {
      writeLaunchers(folder);
      // A rename is atomic: another start at the same time never sees a partial folder.
      if (!existsSync(join(FOLDER, 'programs'))) renameSync(folder, join(FOLDER, 'programs'));
    });
  }
  mkdirSync(STORAGE, { recursive: true });
  mkdirSync(RUNNING, { recursive: true });
  writeSettings();
  const program = (/** @type {string} */ name) => join(FOLDER, 'programs', 'launchers', name);
  return {
    podman: program('podman'),
    buildah: program('buildah'),
    compose: program('podman-compose'),
    debootstrap: program('debootstrap'),
    ip: program('ip'),
    init: join(FOLDER, 'programs/usr/libexec/podman/catatonit'),
    running: RUNNING,
  };
}

/** @param {string} folder */
function writeLaunchers(folder) {
  const launchers = join(folder, 'launchers');
  mkdirSync(launchers);
  // In the packages these are links that an installation makes.
  const alternatives = join(folder, 'alternatives');
  mkdirSync(alternatives);
  for (const name of ['iptables', 'ip6tables']) symlinkSync(`../usr/sbin/${name}-nft`, join(alternatives, name));
  for (const name of ['podman', 'buildah', 'podman-compose', 'debootstrap', 'ip']) {
    const path = ['usr/bin', 'usr/sbin', 'bin', 'sbin'].find((parent) => existsSync(join(folder, parent, name)));
    // The machine has it already, so it was not fetched.
    const program = path === undefined ? name : `"$programs/${path}/${name}"`;
    writeFileSync(join(launchers, name), launcher(program));
    chmodSync(join(launchers, name), 0o755);
  }
}

/** @param {string} program */
function launcher(program) {
  return `#!/bin/sh
containers=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
programs="$containers/programs"
for folder in "$programs"/usr/${LIBRARIES} "$programs"/${LIBRARIES}; do
  LD_LIBRARY_PATH="$folder:$LD_LIBRARY_PATH"
done
for folder in "$programs"/usr/${LIBRARIES}/xtables; do export XTABLES_LIBDIR="$folder"; done
export LD_LIBRARY_PATH
# podman-compose looks for podman in PATH.
export PATH="$programs/launchers:$PATH:$programs/alternatives:$programs/usr/sbin:$programs/sbin:$programs/usr/bin:$programs/bin"
export PYTHONPATH="$programs/usr/lib/python3/dist-packages"
export DEBOOTSTRAP_DIR="$programs/usr/share/debootstrap"
export CONTAINERS_CONF="$containers/config/containers.conf"
export CONTAINERS_STORAGE_CONF="$containers/config/storage.conf"
export CONTAINERS_REGISTRIES_CONF="$containers/config/registries.conf"
# Where the policy on signatures is looked for.
export HOME="$containers/config/home"
# Timers for health checks need systemd.
export DISABLE_HC_SYSTEMD=true
exec ${program} "$@"
`;
}

function writeSettings() {
  const config = join(FOLDER, 'config');
  const programs = join(FOLDER, 'programs');
  mkdirSync(join(config, 'home/.config/containers'), { recursive: true });
  writeFileSync(
    join(config, 'home/.config/containers/policy.json'),
    JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] }),
  );
  // No registry is asked: every image is made here.
  writeFileSync(join(config, 'registries.conf'), 'unqualified-search-registries = []\n');
  writeFileSync(
    join(config, 'storage.conf'),
    `[storage]
driver = "overlay"
graphroot = "${STORAGE}"
runroot = "${RUNNING}"
`,
  );
  writeFileSync(
    join(config, 'containers.conf'),
    `[containers]
default_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]
seccomp_profile = "${join(programs, 'usr/share/containers/seccomp.json')}"
log_driver = "k8s-file"
# Names that lead to this machine lead elsewhere inside of containers.
base_hosts_file = "none"
init_path = "${join(programs, 'usr/libexec/podman/catatonit')}"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
helper_binaries_dir = ["${join(programs, 'usr/lib/podman')}"]
conmon_path = ["${existing(['usr/bin/conmon'])}"]
static_dir = "${join(RUNNING, 'static')}"
volume_path = "${join(RUNNING, 'volumes')}"
tmp_dir = "${join(RUNNING, 'tmp')}"
[engine.runtimes]
runc = ["${existing(['usr/sbin/runc', 'usr/bin/runc'])}"]
[network]
network_backend = "netavark"
network_config_dir = "${join(RUNNING, 'networks')}"
`,
  );
}

/** @param {readonly string[]} paths */
function existing(paths) {
  const programs = join(FOLDER, 'programs');
  return [...paths.map((path) => join(programs, path)), ...paths.map((path) => join('/', path))].find((path) =>
    existsSync(path),
  );
}
