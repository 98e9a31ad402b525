import { temporaryFolder } from '@system-landscape/test-support';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { LogFile } from './log-file.js';

describe('The log file of a component', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let reported: string[];
  const report = (line: string) => reported.push(line);
  const at = (name: string) => join(folder.path, name);
  const read = (name: string) => readFileSync(at(name), 'utf8');

  beforeEach(async () => {
    folder = await temporaryFolder('log-file');
    reported = [];
  });
  afterEach(() => folder.remove());

  it('is continued in a new file when it has its size, and the file before it is kept', () => {
    const log = new LogFile(at('a.log'), report, 10);
    for (const text of ['12345\n', '6789\n', 'abc\n', 'defgh\n', 'a line that is longer than a file\n', 'end\n'])
      log.write(text);
    log.close();
    expect(read('a.previous.log')).toBe('a line that is longer than a file\n');
    expect(read('a.log')).toBe('end\n');
    expect(reported).toEqual([]);
  });

  it('drops lines while the disk is full, says so once, and goes on when there is space', () => {
    const log = new LogFile(at('a.log'), report);
    log.close();
    rmSync(at('a.log'));
    symlinkSync('/dev/full', at('a.log'));
    log.write('lost\n');
    log.write('lost, too\n');
    expect(reported).toEqual([`${at('a.log')} cannot be written: the disk is full. Its lines are dropped.`]);

    log.close();
    rmSync(at('a.log'));
    log.write('kept\n');
    log.close();
    expect(read('a.log')).toBe('kept\n');
    expect(reported.slice(1)).toEqual([`${at('a.log')} is written again; 15 bytes of output are missing in it.`]);
  });
});
