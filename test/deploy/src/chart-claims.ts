import { REPOSITORY_ROOT } from '@system-landscape/local';
import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Claims } from './claims.js';
import { attempt, PROGRAMS, run } from './programs.js';

const CHART = join(REPOSITORY_ROOT, 'deploy/helm/system-landscape');
const VALUES = join(REPOSITORY_ROOT, 'test/deploy/values');
const VALUES_FILES = readdirSync(VALUES);
/** The packages of `test/deploy/tools`, which are not installed with the others. */
const requireTool = createRequire(join(REPOSITORY_ROOT, 'test/deploy/tools/package.json'));

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}
interface Container {
  readonly image: string;
  readonly args?: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
  readonly securityContext: object;
  readonly startupProbe?: object;
  readonly livenessProbe?: object;
  readonly readinessProbe?: object;
}

/** The Helm chart: what it makes of several values files, without a cluster. */
export async function chartClaims(claims: Claims): Promise<void> {
  await claims.check('helm lints the chart with each values file', async () => {
    for (const file of VALUES_FILES) await run(PROGRAMS.helm, ['lint', '--strict', CHART, '-f', join(VALUES, file)]);
    return VALUES_FILES.join(', ');
  });

  await claims.check('what it makes is valid for Kubernetes', async () => {
    const counts = [];
    for (const file of VALUES_FILES) {
      const manifests = await template(file);
      for (const manifest of manifests) validate(manifest);
      counts.push(`${file} ${manifests.length} manifests`);
    }
    return counts.join(', ');
  });

  await claims.check('each service has probes, may do nothing else, and gets a known setting only', async () => {
    const settings = knownSettings();
    for (const file of VALUES_FILES) {
      const deployments = (await template(file)).filter(({ kind }) => kind === 'Deployment');
      strictEqual(deployments.length, 7);
      for (const { metadata, spec } of deployments) {
        const [container] = containersOf(spec);
        ok(container!.startupProbe && container!.livenessProbe && container!.readinessProbe, metadata.name);
        deepStrictEqual(container!.securityContext, {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        for (const { name } of container!.env) ok(settings.has(name), `${metadata.name}: ${name} is no setting`);
      }
    }
  });

  await claims.check('secrets come from Secrets that exist; the chart makes none', async () => {
    for (const file of VALUES_FILES) {
      const manifests = await template(file);
      ok(!manifests.some(({ kind }) => kind === 'Secret'));
      for (const { spec } of manifests.filter(({ kind }) => kind === 'Deployment'))
        for (const { name, value } of containersOf(spec)[0]!.env)
          if (/^(ESDB_URL|DATABASE_URL|PLATFORM_CLIENT_SECRET)$/.test(name)) strictEqual(value, undefined, name);
    }
  });

  await claims.check('migrations are a job before each upgrade, with the image of the projection', async () => {
    const job = (await template('smallest.yaml')).find(({ kind }) => kind === 'Job')!;
    strictEqual(job.metadata.annotations!['helm.sh/hook'], 'pre-install,pre-upgrade');
    const [container] = containersOf(job.spec);
    match(container!.image, /\/projection:/);
    deepStrictEqual(container!.args, ['migrate']);
    ok(!(await template('plain.yaml')).some(({ kind }) => kind === 'Job'));
  });

  await claims.check('each service can be drained, scaled and watched', async () => {
    const kinds = (await template('all.yaml')).map(({ kind }) => kind);
    const count = (kind: string) => kinds.filter((each) => each === kind).length;
    strictEqual(count('PodDisruptionBudget'), 7);
    strictEqual(count('NetworkPolicy'), 7);
    strictEqual(count('ServiceMonitor'), 7);
    strictEqual(count('HorizontalPodAutoscaler'), 3);
    strictEqual(count('Ingress'), 1);
  });

  await claims.check('the schema refuses what the services would refuse', async () => {
    const refused = {
      'publicUrl=http://landscape.example.com': 'publicUrl',
      'oidc.issuer=http://id.example.com': 'issuer',
      'nats.url=nats://nats:4222': 'url',
      'nats.streamReplicas=2': 'streamReplicas',
      'image.registry=': 'registry',
      'services.gateway.replica=2': 'replica',
      'tenants.urlTemplate=https://tenants.example.com': 'urlTemplate',
    };
    for (const [value, name] of Object.entries(refused)) {
      const args = ['template', 'landscape', CHART, '-f', join(VALUES, 'smallest.yaml'), '--set', value];
      const { code, errors } = await attempt(PROGRAMS.helm, args);
      strictEqual(code, 1, value);
      match(errors, new RegExp(name));
    }
  });
}

/** @returns the manifests that the chart makes of a values file */
async function template(file: string): Promise<Manifest[]> {
  const args = ['template', 'landscape', CHART, '--namespace', 'landscape', '-f', join(VALUES, file)];
  const text = await run(PROGRAMS.helm, args);
  const { parseAllDocuments } = requireTool('yaml') as {
    readonly parseAllDocuments: (text: string) => { toJSON(): unknown }[];
  };
  return parseAllDocuments(text)
    .map((document) => document.toJSON() as Manifest | null)
    .filter((manifest) => manifest !== null);
}

/** @throws Error when the schema of Kubernetes, or of the Prometheus operator, does not allow it */
function validate(manifest: Manifest): void {
  const { apiVersion, kind, metadata } = manifest;
  const path = apiVersion.startsWith('monitoring.coreos.com/')
    ? `@kubernetes-models/prometheus-operator/${apiVersion}/${kind}`
    : `kubernetes-models/${apiVersion}/${kind}`;
  const Model = (requireTool(path) as Record<string, new (manifest: Manifest) => { validate(): void }>)[kind]!;
  try {
    new Model(manifest).validate();
  } catch (error) {
    throw new Error(`${kind} ${metadata.name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function containersOf(spec: Manifest['spec']): readonly Container[] {
  return (spec as { template: { spec: { containers: readonly Container[] } } }).template.spec.containers;
}

/** The settings that any service reads, and those of Node. */
function knownSettings(): Set<string> {
  const sources = ['libs', 'services'].flatMap((folder) =>
    readdirSync(join(REPOSITORY_ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /^[\w-]+\/src\/.*(?<!spec)\.ts$/.test(file))
      .map((file) => readFileSync(join(REPOSITORY_ROOT, folder, file), 'utf8')),
  );
  const names = sources.flatMap((source) => [...source.matchAll(/\bEnv\(\s*'(\w+)'/g)].map(([, name]) => name!));
  return new Set([...names, 'NODE_EXTRA_CA_CERTS']);
}
