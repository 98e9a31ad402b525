// The bill of materials (SBOM) of an image: CycloneDX, as `npm sbom` writes it, with Node and the Debian packages.
import { execFileSync } from 'node:child_process';
import { ROOT } from '../local/preparation.mjs';

/**
 * @param {string} name of the image
 * @param {readonly string[]} workspaces folders of its programs, from the root
 * @param {readonly object[]} system components that npm does not know
 */
export function billOfMaterials(name, workspaces, system) {
  const options = ['--omit=dev', '--sbom-format=cyclonedx', '--sbom-type=application'];
  const chosen = workspaces.flatMap((workspace) => ['--workspace', workspace]);
  const text = execFileSync('npm', ['sbom', ...options, ...chosen], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64e6 });
  // Without what differs from build to build.
  const { serialNumber: _number, metadata, ...bill } = JSON.parse(text);
  const { timestamp: _time, component, ...others } = metadata;
  return {
    ...bill,
    metadata: { ...others, component: { ...component, name } },
    components: [...bill.components, ...system],
  };
}

export function nodeComponent() {
  const version = process.versions.node;
  return {
    'bom-ref': `pkg:generic/node@${version}`,
    type: 'platform',
    name: 'node',
    version,
    purl: `pkg:generic/node@${version}`,
    licenses: [{ license: { id: 'MIT' } }],
  };
}

/** @param {string} name */
export function debianComponent(name) {
  const format = '${Version} ${Architecture}';
  const [version = '', architecture] = execFileSync('dpkg-query', ['--show', `--showformat=${format}`, name], {
    encoding: 'utf8',
  }).split(' ');
  const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture}`;
  return { 'bom-ref': purl, type: 'library', name, version, purl };
}
