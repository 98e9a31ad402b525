import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SCRIPTS = join(__dirname, '..');
const DOCS = join(__dirname, '../../../docs');

/** A repository with these files. */
let repository: string;
beforeEach(() => (repository = mkdtempSync(join(tmpdir(), 'documentation-'))));
afterEach(() => rmSync(repository, { recursive: true }));

/** A comment of code, put together so that it is none in this file. */
const comment = (text: string) => `/${'** '}${text} */\n`;

function given(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
}

/** Runs a check on the repository. */
function check(script: string, ...options: string[]): { readonly ok: boolean; readonly complaints: string } {
  const { status, stderr } = spawnSync(process.execPath, [join(SCRIPTS, script), ...options, repository], {
    encoding: 'utf8',
  });
  return { ok: status === 0, complaints: stderr };
}

describe('check-links', () => {
  it('passes when every link and anchor has a target', () => {
    given({ 'README.md': '[more](docs/more.md#part-two)\n', 'docs/more.md': '# More\n\n## Part two\n' });
    expect(check('check-links.mjs')).toEqual({ ok: true, complaints: '' });
  });

  it.each([
    ['a file that is not there', '[more](docs/less.md)\n', 'docs/less.md'],
    ['a heading that is not there', '[more](docs/more.md#part-three)\n', 'part-three'],
    ['a picture that is not there', '![more](docs/more.png)\n', 'docs/more.png'],
  ])('fails on %s', (_, text, named) => {
    given({ 'README.md': text, 'docs/more.md': '# More\n\n## Part two\n' });
    const { ok, complaints } = check('check-links.mjs');
    expect(ok).toBe(false);
    expect(complaints).toContain(named);
  });
});

describe('check-references', () => {
  const there = {
    'docs/adr/0001-first.md': '# 1. First\n',
    'docs/domain.md': '# Domain\n',
    'libs/one/README.md': 'Begin with `src/one.ts`; `two/two.ts` is next.\n',
    'libs/one/src/one.ts': comment('See `domain.md` and ADR 1, and docs/adr/0001-first.md.'),
    'libs/one/src/two/two.ts': "// The other one is libs/one/src/one.ts.\nconst path = 'libs/none/src/none.ts';\n",
  };

  it('passes when every referenced file exists', () => {
    given(there);
    expect(check('check-references.mjs')).toEqual({ ok: true, complaints: '' });
  });

  it.each([
    ['a page in a comment', 'libs/one/src/a.ts', comment('See `rules.md`.'), 'rules.md'],
    ['a file in a comment', 'libs/one/src/a.ts', '// Like libs/two/src/one.ts\n', 'libs/two/src/one.ts'],
    ['a decision in a comment', 'libs/one/src/a.ts', '// ADR 2 says why\n', 'ADR 2'],
    ['a decision in a page', 'docs/a.md', 'As ADR 2 says.\n', 'ADR 2'],
    ['a page in a page', 'docs/a.md', 'The rules are in rules.md.\n', 'rules.md'],
    ['a folder in backticks', 'docs/a.md', 'It is in `libs/two`.\n', 'libs/two'],
    ['a file of a package in backticks', 'libs/one/README.md', 'It is `src/three.ts`.\n', 'src/three.ts'],
  ])('fails on %s that does not exist', (_, path, text, named) => {
    given({ ...there, [path]: text });
    expect(check('check-references.mjs')).toEqual({
      ok: false,
      complaints: `${path} names ${named}, which is not there\n`,
    });
  });
});

describe('check-words', () => {
  it('passes on standard terms', () => {
    given({ 'libs/one/src/one.ts': comment('The leader holds the lease; a heartbeat renews it.') });
    expect(check('check-words.mjs')).toEqual({ ok: true, complaints: '' });
  });

  it.each([
    ['libs/one/src/one.ts', 'export class GrowingPause {}\n', '"GrowingPause": exponential back-off of cockatiel'],
    ['README.md', 'It gives a sign of life.\n', '"sign of life": heartbeat'],
  ])('fails on a private word in %s', (path, text, complaint) => {
    given({ [path]: text });
    expect(check('check-words.mjs')).toEqual({ ok: false, complaints: `${path}:1 says ${complaint}\n` });
  });
});

describe('write-pages --check', () => {
  beforeEach(() => {
    for (const folder of ['problems', 'events']) {
      cpSync(join(DOCS, folder), join(repository, 'docs', folder), { recursive: true });
    }
  });

  it('passes on the pages of this repository', () => {
    expect(check('write-pages.mjs', '--check')).toEqual({ ok: true, complaints: '' });
  });

  it('fails on a page that was changed, is missing, or is obsolete', () => {
    given({ 'docs/events/SystemAdded.md': '# SystemAdded\n', 'docs/problems/NO_SUCH_CODE.md': '# None\n' });
    rmSync(join(repository, 'docs/problems/NOT_FOUND.md'));
    const { ok, complaints } = check('write-pages.mjs', '--check');
    expect(ok).toBe(false);
    expect(complaints.trim().split('\n')).toEqual([
      'docs/problems/NOT_FOUND.md is not what the code says: npm run documents',
      'docs/events/SystemAdded.md is not what the code says: npm run documents',
      'docs/problems/NO_SUCH_CODE.md is not what the code says: npm run documents',
    ]);
  });
});
