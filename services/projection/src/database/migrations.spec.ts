import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { migrationFiles } from './migrations.js';

/**
 * Migrations that take away what the release before may use, each with the release from which on nothing uses it. A new one
 * is listed here when the release that no longer needs it is out.
 */
const CONTRACTING: Readonly<Record<string, string>> = {
  // Older than the first release that can be rolled from.
  '0002_history_by_account.sql': '83bce19',
};

/** Statements after which the SQL of the release before works on. */
const EXPANDING = [
  /^create table /,
  /^create index /,
  /^insert into /,
  /^update /,
  // A column that the release before does not fill is empty, or has a default.
  /^alter table \w+ add column (?!.*\bnot null\b)/,
  /^alter table \w+ add column (?=.*\bdefault\b)/,
  /^alter table \w+ alter column \w+ (drop not null|set default) ?/,
];

/** The statements of a migration that do more than expand. */
function contractingStatements(sql: string): string[] {
  return sql
    .replace(/--.*$/gm, '')
    .split(';')
    .map((statement) => statement.replace(/\s+/g, ' ').trim().toLowerCase())
    .filter((statement) => statement !== '' && !EXPANDING.some((expands) => expands.test(statement)));
}

describe('a migration', () => {
  it.each(migrationFiles().map((file) => [basename(file), file]))(
    'only expands, so that the release before works on, or is listed as contracting: %s',
    (name, file) => {
      const contracting = contractingStatements(readFileSync(file, 'utf8'));
      if (name in CONTRACTING) expect(contracting).not.toEqual([]);
      else expect(contracting).toEqual([]);
    },
  );

  it.each([
    'drop table systems',
    'alter table systems drop column name',
    'alter table systems rename column name to title',
    'alter table systems rename to landscapes',
    'alter table systems add column owner text not null',
    'alter table systems alter column name set not null',
    'alter table systems alter column version type bigint',
    'alter table systems add constraint positive check (version > 0)',
    'create unique index systems_by_only_name on systems (name)',
    'delete from systems',
    'drop index systems_by_name',
  ])('does not only expand with: %s', (statement) => {
    expect(contractingStatements(`create table more (id text);\n--> statement-breakpoint\n${statement};`)).toEqual([
      statement,
    ]);
  });

  it.each([
    'create table owners (id text primary key)',
    'alter table systems add column owner text',
    "alter table systems add column owner text not null default ''",
    'alter table systems alter column tenant_id drop not null',
    'create index systems_by_owner on systems (owner)',
  ])('expands with: %s', (statement) => {
    expect(contractingStatements(`-- Why: it is needed.\n${statement};`)).toEqual([]);
  });
});
