import { BadRequestException, ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { Pool, type DatabaseError } from 'pg';
import { hash, randomBytes, randomUUID } from 'node:crypto';

export interface SystemRow {
  readonly id: string;
  readonly globalAccountId: string;
  readonly name: string;
  readonly type: string;
  readonly communicationScenarioGroup: string | null;
  readonly status: string;
  readonly statusChangedAt: Date;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly version: number;
}
export interface NewSystem {
  readonly name: string;
  readonly type: string;
  readonly communicationScenarioGroup?: string | null;
}

const COLUMNS = `id, global_account_id as "globalAccountId", name, type,
  communication_scenario_group as "communicationScenarioGroup", status, status_changed_at as "statusChangedAt",
  created_at as "createdAt", created_by as "createdBy", version`;
const UNIQUE_VIOLATION = '23505';
const TOKEN_VALIDITY_MS = 7 * 24 * 60 * 60 * 1000;

/** Tables, and a transaction per change; every statement is prepared once per connection. */
@Injectable()
export class Systems {
  constructor(private readonly pool: Pool) {}

  /** Adds a system and its token in one statement, which is one transaction and one round trip. */
  async register(globalAccountId: string, system: NewSystem, createdBy: string) {
    const value = randomBytes(32).toString('base64url');
    const digest = hash('sha256', value, 'buffer');
    const issuedAt = new Date();
    const expiresAt = new Date(issuedAt.getTime() + TOKEN_VALIDITY_MS);
    const tokenId = randomUUID();
    try {
      const { rows } = await this.pool.query<SystemRow>({
        name: 'register',
        text: `with system as (
            insert into systems values ($1, $2, $3, $4, $5, 'PENDING', $6, $6, $7, 1) returning *
          ), token as (
            insert into tokens select $8, id, $9, 'LIVE', $6, $10 from system
          ) select ${COLUMNS} from system`,
        values: [
          ...[randomUUID(), globalAccountId, system.name, system.type, system.communicationScenarioGroup ?? null],
          ...[issuedAt, createdBy, tokenId, digest, expiresAt],
        ],
      });
      return { system: rows[0], integrationToken: { tokenId, value, issuedAt, expiresAt } };
    } catch (error) {
      if ((error as DatabaseError).code === UNIQUE_VIOLATION) throw new ConflictException('NAME_IN_USE');
      throw error;
    }
  }

  async get(globalAccountId: string, id: string): Promise<SystemRow> {
    const { rows } = await this.pool.query<SystemRow>({
      name: 'get',
      text: `select ${COLUMNS} from systems where id = $1 and global_account_id = $2`,
      values: [id, globalAccountId],
    });
    if (rows[0] === undefined) throw new NotFoundException();
    return rows[0];
  }

  /** A page in the order of names; the cursor is the last system of the previous page. */
  async list(globalAccountId: string, limit: number, cursor?: string) {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const { rows } = await this.pool.query<SystemRow>({
      name: after === undefined ? 'list' : 'list-after',
      text: `select ${COLUMNS} from systems where global_account_id = $1
        ${after === undefined ? '' : 'and (name, id) > ($3, $4::uuid)'} order by name, id limit $2`,
      values: [globalAccountId, limit + 1, ...(after ?? [])],
    });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.name, last.id]) : null };
  }
}

type Key = readonly [name: string, id: string];

function encodeCursor(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function decodeCursor(cursor: string): Key {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === 2 && key.every((value) => typeof value === 'string')) {
      return [String(key[0]), String(key[1])];
    }
  } catch {
    // Every kind of invalid cursor gets the response below.
  }
  throw new BadRequestException('cursor');
}
