declare module 'pgpass/lib/helper.js' {
  import type { Stats } from 'node:fs';
  import type { Readable } from 'node:stream';

  namespace pgpass {
    interface Login {
      readonly host: string;
      readonly port: number;
      readonly database: string;
      readonly user: string;
    }
    /** `PGPASSFILE`, else `~/.pgpass`. */
    function getFileName(): string;
    /** Whether the file may be used: only its owner may read it. */
    function usePgPass(file: Stats, name: string): boolean;
    /** The password of the first line that fits; undefined without one. */
    function getPassword(login: Login, file: Readable, callback: (password: string | undefined) => void): void;
  }
  export default pgpass;
}
