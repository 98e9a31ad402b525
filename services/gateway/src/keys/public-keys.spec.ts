import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicKeysIn } from './public-keys.js';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'public-keys-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (content: string): string => {
  const path = join(folder, 'keys.json');
  writeFileSync(path, content);
  return path;
};
const key = { kty: 'OKP', crv: 'Ed25519', x: 'abc', kid: '1' };

describe('publicKeysIn', () => {
  it('reads a set of public keys', () => {
    expect(publicKeysIn(file(JSON.stringify({ keys: [key] })))).toEqual({ keys: [key] });
  });

  it.each(['d', 'p', 'k'])('refuses a key with the private member %s, without showing it', (member) => {
    const path = file(JSON.stringify({ keys: [key, { ...key, [member]: 's3cret' }] }));
    expect(() => publicKeysIn(path)).toThrow('private');
    expect(() => publicKeysIn(path)).not.toThrow('s3cret');
  });

  it.each(['[]', '{}', '{"keys": {}}', '{"keys": ["a"]}', 'null'])('refuses %s', (content) => {
    expect(() => publicKeysIn(file(content))).toThrow('no JSON Web Key Set');
  });

  it.each(['{', ''])('refuses the text %j', (content) => {
    expect(() => publicKeysIn(file(content))).toThrow('cannot be read as JSON');
  });

  it('refuses a missing file', () => {
    expect(() => publicKeysIn(join(folder, 'missing'))).toThrow('cannot be read');
  });
});
