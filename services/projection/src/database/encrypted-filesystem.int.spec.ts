import { temporaryFolder } from '@system-landscape/test-support';
import * as fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataKey } from './data-key.js';
import { EncryptedFilesystem } from './encrypted-filesystem.js';

const key = new DataKey(randomBytes(32));
const keys = key.keysOf(randomBytes(16));
const NAME = 'Distinctive name of a system';

let folder: { path: string; remove: () => Promise<void> };
let files: EncryptedFilesystem;

beforeEach(async () => {
  folder = await temporaryFolder('encrypted');
  files = new EncryptedFilesystem(folder.path, keys);
});
afterEach(() => folder.remove());

function contentOf(filesystem: EncryptedFilesystem, path: string): Buffer {
  const { size } = filesystem.lstat(path);
  const content = Buffer.alloc(size + 10);
  const fd = filesystem.open(path);
  const read = filesystem.read(fd, content, 0, content.length, 0);
  filesystem.close(fd);
  return content.subarray(0, read);
}

const stored = (path: string) => readFileSync(join(folder.path, path));

/** Sizes around the borders of blocks (16) and pages (8192). */
const place = fc.oneof(
  fc.nat(40),
  fc.integer({ min: 8_180, max: 8_210 }),
  fc.integer({ min: 16_370, max: 16_400 }),
  fc.nat(70_000),
);
const step = fc.oneof(
  fc.record({ do: fc.constant('write' as const), at: place, length: place, fill: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ do: fc.constant('truncate' as const), at: place }),
  fc.record({ do: fc.constant('read' as const), at: place, length: place }),
  fc.record({ do: fc.constant('reopen' as const) }),
);

describe('The encrypted file system', () => {
  it('imports a folder in clear text and stores none of its text', async () => {
    const clear = await temporaryFolder('clear');
    const content = Buffer.concat([Buffer.from(NAME), randomBytes(20_000)]);
    mkdirSync(join(clear.path, 'base/1'), { recursive: true });
    writeFileSync(join(clear.path, 'base/1/1259'), content);
    writeFileSync(join(clear.path, 'PG_VERSION'), '18\n');
    writeFileSync(join(clear.path, 'empty'), '');

    files.importFolder(clear.path);

    await clear.remove();
    expect(contentOf(files, '/base/1/1259')).toEqual(content);
    expect(contentOf(files, '/PG_VERSION').toString()).toBe('18\n');
    expect(contentOf(files, '/empty')).toHaveLength(0);
    expect(stored('base/1/1259').includes(NAME)).toBe(false);
  });

  it('reads the same as a file in clear text after any writes and truncations', () => {
    let runs = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const path = `/file-${(runs += 1)}`;
        let expected = Buffer.alloc(0);
        files.writeFile(path, '');
        let fd = files.open(path);
        for (const todo of steps) {
          if (todo.do === 'write') {
            // A part of a larger array, as PGlite passes its memory.
            const memory = new Uint8Array(todo.length + 100).fill(todo.fill);
            const grown = Buffer.alloc(Math.max(expected.length, todo.length === 0 ? todo.at : todo.at + todo.length));
            expected.copy(grown);
            grown.fill(todo.fill, todo.at, todo.at + todo.length);
            expected = grown;
            expect(files.write(fd, memory, 50, todo.length, todo.at)).toBe(todo.length);
          } else if (todo.do === 'truncate') {
            const cut = Buffer.alloc(todo.at);
            expected.copy(cut);
            expected = cut;
            files.truncate(path, todo.at);
          } else if (todo.do === 'read') {
            const memory = new Uint8Array(todo.length + 100);
            const read = files.read(fd, memory, 50, todo.length, todo.at);
            const there = expected.subarray(todo.at, todo.at + todo.length);
            expect(read).toBe(there.length);
            expect(Buffer.from(memory.subarray(50, 50 + read)).equals(there)).toBe(true);
          } else {
            files.close(fd);
            files = new EncryptedFilesystem(folder.path, keys);
            fd = files.open(path);
          }
          expect(files.fstat(fd).size).toBe(expected.length);
        }
        files.close(fd);
        expect(contentOf(files, path).equals(expected)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('M-06: stores no clear text, and encrypts equal texts differently in each file and page', () => {
    const text = Buffer.from(NAME.repeat(1_000));
    files.writeFile('/a', text);
    files.writeFile('/b', text);
    expect(contentOf(files, '/a').equals(text)).toBe(true);
    expect(stored('/a').includes(NAME.slice(0, 8))).toBe(false);
    expect(stored('/a').subarray(16).equals(stored('/b').subarray(16))).toBe(false);

    files.writeFile('/zeros', Buffer.alloc(2 * 8_192));
    const zeros = stored('/zeros').subarray(16);
    expect(zeros.subarray(0, 8_192).equals(zeros.subarray(8_192))).toBe(false);
    expect(
      new Set(Array.from({ length: 512 }, (_, index) => zeros.toString('hex', index * 16, index * 16 + 16))).size,
    ).toBe(512);
  });

  it('stores unwritten ranges as holes, which are read as zeros', () => {
    files.writeFile('/wal', NAME);
    const fd = files.open('/wal');
    files.write(fd, Buffer.from('end'), 0, 3, 16 * 1_048_576 - 3);
    files.write(fd, Buffer.from('middle'), 0, 6, 8 * 1_048_576 + 5);
    files.close(fd);

    const { size, blocks } = statSync(join(folder.path, 'wal'));
    expect(size).toBe(16 + 16 * 1_048_576);
    expect(blocks * 512).toBeLessThan(1_048_576);
    const expected = Buffer.alloc(16 * 1_048_576);
    expected.write(NAME);
    expected.write('middle', 8 * 1_048_576 + 5);
    expected.write('end', expected.length - 3);
    expect(contentOf(files, '/wal').equals(expected)).toBe(true);
  });

  it('M-06: does not decrypt files with another key', () => {
    files.writeFile('/a', NAME);
    const other = new EncryptedFilesystem(folder.path, new DataKey(randomBytes(32)).keysOf(randomBytes(16)));
    expect(contentOf(other, '/a').includes(NAME.slice(0, 8))).toBe(false);
  });

  it('limits the damage of a torn write to its own bytes', () => {
    files.writeFile('/wal', Buffer.alloc(8_192, 'a'));
    const before = stored('/wal');
    const fd = files.open('/wal');
    // Overwrites the page with another second half.
    files.write(fd, Buffer.concat([Buffer.alloc(4_096, 'a'), Buffer.alloc(4_096, 'b')]), 0, 8_192, 0);
    files.close(fd);
    const after = stored('/wal');
    const torn = Buffer.concat([after.subarray(0, 6_016), before.subarray(6_016)]);
    writeFileSync(join(folder.path, 'wal'), torn);
    expect(contentOf(files, '/wal').toString()).toBe('a'.repeat(4_096) + 'b'.repeat(1_904) + 'a'.repeat(2_192));
  });

  it('creates files and folders with access for their owner only', () => {
    files.mkdir('/d', { mode: 0o40777 });
    files.writeFile('/d/a', NAME, { mode: 0o100666 });
    expect(statSync(join(folder.path, 'd')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder.path, 'd/a')).mode & 0o777).toBe(0o600);
  });

  it('keeps the content of a renamed file, also when it replaces another one', () => {
    files.writeFile('/a', NAME);
    files.writeFile('/b', 'other');
    files.rename('/a', '/b');
    expect(contentOf(files, '/b').toString()).toBe(NAME);
    expect(readdirSync(folder.path)).toEqual(['b']);
  });
});

describe('An error of the encrypted file system', () => {
  it.each<[string, number, () => unknown]>([
    ['ENOENT', 44, () => files.lstat('/none')],
    ['ENOENT', 44, () => files.open('/none')],
    ['ENOTEMPTY', 55, () => (files.mkdir('/d'), files.writeFile('/d/a', ''), files.rmdir('/d'))],
    ['EEXIST', 20, () => (files.mkdir('/d'), files.mkdir('/d'))],
    [
      'EIO',
      29,
      () => (writeFileSync(join(folder.path, 'clear'), 'text that is not encrypted'), contentOf(files, '/clear')),
    ],
  ])('is reported to PGlite as %s', (_, code, operation) => {
    let thrown: unknown;
    try {
      operation();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code });
  });
});
