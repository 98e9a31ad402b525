import { REPOSITORY_ROOT } from '@system-landscape/local';
import { join } from 'node:path';
import { urlOf, type StartProgram } from '../bench-setup.js';

/** Runs SQL in a process of its own, on the folder of a read model that no projection uses. */
export class SqlExecutor {
  private constructor(
    private readonly url: string,
    readonly close: () => Promise<unknown>,
  ) {}

  static async open(start: StartProgram, dataDir: string, folder = 'read-model'): Promise<SqlExecutor> {
    const executor = await start(
      'SQL executor',
      join(REPOSITORY_ROOT, 'services/projection/dist/testing/sql-executor.js'),
      [],
      {
        DATA_DIR: join(dataDir, folder),
        DATA_KEY_FILE: join(dataDir, 'keys/read-model.key'),
      },
    );
    return new SqlExecutor(urlOf(executor), () => executor.stop(60_000));
  }

  query<Row = Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.ask({ sql, parameters });
  }

  /** Repeats the SQL, each time with the next parameters. @returns queries per second */
  async perSecond(seconds: number, sql: string, parameterSets: readonly (readonly unknown[])[]): Promise<number> {
    const { perSecond } = await this.ask<{ perSecond: number }>({ sql, parameterSets, forSeconds: seconds });
    return perSecond;
  }

  private async ask<Answer>(request: object): Promise<Answer> {
    const response = await fetch(this.url, { method: 'POST', body: JSON.stringify(request) });
    if (!response.ok) throw new Error(`The read model answers: ${await response.text()}`);
    return response.json() as Promise<Answer>;
  }
}
