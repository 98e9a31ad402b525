import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from './components.js';
import { curlExample, readyLines } from './start-messages.js';

const urls = {
  gateway: 'http://127.0.0.1:8080',
  identityProvider: 'http://127.0.0.1:8090',
  tenantSimulator: 'http://127.0.0.1:8092',
  eventStore: 'esdb://admin:changeit@store:2113?tls=true',
  nats: 'nats://user:secret@bus:4222',
};

it('prints one line with the URLs of the platform, without passwords', () => {
  const [line] = readyLines({ urls, dataDir: '/data' }, 4_321).split('\n');
  expect(line).toBe(
    'landscape is ready: cockpit http://127.0.0.1:8080/, gateway http://127.0.0.1:8080, API page http://127.0.0.1:8080/docs, ' +
      'identity provider http://127.0.0.1:8090, tenant simulator http://127.0.0.1:8092, ' +
      'event store esdb://store:2113?tls=true, NATS nats://bus:4222',
  );
});

it('prints an example with the ports of this start', () => {
  const text = curlExample({ ...urls, gateway: 'http://127.0.0.1:18080' });
  expect(text).toContain('GATEWAY=http://127.0.0.1:18080 ');
  expect(text).not.toContain(':8080');
});

it('prints the same example as the README', () => {
  const readme = readFileSync(join(REPOSITORY_ROOT, 'README.md'), 'utf8');
  expect(readme).toContain(`\`\`\`bash\n${curlExample(urls)}\`\`\``);
});
