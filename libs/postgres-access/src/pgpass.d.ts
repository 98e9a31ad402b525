declare module 'pgpass' {
  /** Reads the password from `PGPASSFILE`, else from `~/.pgpass`; undefined when no line fits. */
  export default function pgpass(
    connection: { readonly host: string; readonly port: number; readonly database: string; readonly user: string },
    callback: (password: string | undefined) => void,
  ): void;
}
