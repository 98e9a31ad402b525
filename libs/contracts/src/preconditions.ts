import { hash } from 'node:crypto';
import type { ExtensionView, FormationView, SystemView } from './views/index.js';

/** The entity tags of one conditional header, or `*`. */
export type EntityTags = '*' | readonly string[];

/** What a caller expects of the current state (RFC 9110, 13.1). */
export interface Preconditions {
  readonly ifMatch?: EntityTags;
  readonly ifNoneMatch?: EntityTags;
}

/** What a request is about, as it is now. Without a tag, none matches. */
export interface CurrentResource {
  readonly exists: boolean;
  readonly tag?: string;
}

const ELEMENT = /[\s,]*((?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")[ \t]*(?=,|$)/y;
const END = /^[\s,]*$/;

/** Parses `If-Match` or `If-None-Match`; undefined when it is malformed (RFC 9110, 8.8.3). */
export function parseEntityTags(header: string): EntityTags | undefined {
  if (header.trim() === '*') return '*';
  const tags: string[] = [];
  let end = 0;
  ELEMENT.lastIndex = 0;
  for (let found = ELEMENT.exec(header); found; found = ELEMENT.exec(header)) {
    tags.push(found[1]!);
    end = ELEMENT.lastIndex;
  }
  return tags.length > 0 && END.test(header.slice(end)) ? tags : undefined;
}

/** Whether a write must not be made (RFC 9110, 13.2.2): the first comparison is strong, the second weak. */
export function isRefusedBy({ ifMatch, ifNoneMatch }: Preconditions, { exists, tag }: CurrentResource): boolean {
  if (ifMatch !== undefined && !(ifMatch === '*' ? exists : exists && tag !== undefined && ifMatch.includes(tag))) {
    return true;
  }
  return ifNoneMatch !== undefined && exists && isNamed(tag, ifNoneMatch);
}

/** Whether `If-None-Match` of a read names the tag; a malformed one names none. */
export function matchesIfNoneMatch(tag: string, header: string | undefined): boolean {
  const tags = header === undefined ? undefined : parseEntityTags(header);
  return tags !== undefined && isNamed(tag, tags);
}

function isNamed(tag: string | undefined, tags: EntityTags): boolean {
  if (tags === '*') return true;
  return tag !== undefined && tags.some((each) => each.replace(/^W\//, '') === tag);
}

/** A strong entity tag (RFC 9110, 8.8.3) from the values that identify a representation. */
export function entityTag(...parts: readonly (string | number)[]): string {
  return `"${digest(parts)}"`;
}

function digest(value: object): string {
  return hash('sha256', JSON.stringify(value), 'base64url').slice(0, 27);
}

const TAG_WITH_ADDITIONS = /^((?:W\/)?"[\w-]{27})\.[\w-]{27}"$/;

/** A tag with a second part, of what a representation shows in addition to the state of its stream, if it does. */
function withAdditions(tag: string, additions: object): string {
  const isShown = Object.values(additions).some((each) => each !== undefined);
  return isShown ? `${tag.slice(0, -1)}.${digest(additions)}"` : tag;
}

/**
 * The tag that a write is compared with: without the part of what is shown in addition to the state. A service cannot know
 * that part when it decides, and nothing that a write changes is in it.
 */
export function stateTag(tag: string): string {
  return tag.replace(TAG_WITH_ADDITIONS, '$1"');
}

/**
 * The tag of a system and of its parts. Its first part is `stateTag`, which services compute from the state that they decide
 * on: it depends on nothing that only the read model has, but on the version, and on the token's state, which time changes,
 * too (M-13).
 */
export function systemEntityTag(
  {
    id,
    version,
    token,
    warnings,
    quarantine,
  }: Pick<SystemView, 'id' | 'version' | 'warnings' | 'quarantine'> & {
    readonly token?: Pick<NonNullable<SystemView['token']>, 'state'> | undefined;
  },
  asOf = '',
): string {
  return withAdditions(entityTag('system', id, version, token?.state ?? '', asOf), { warnings, quarantine });
}

/** @param version of the stream of its system */
export function extensionEntityTag(
  { extensionId, warnings }: Pick<ExtensionView, 'extensionId' | 'warnings'>,
  version: number,
): string {
  return withAdditions(entityTag('extension', extensionId, version), { warnings });
}

/** Members are recorded in the streams of the systems, so the tag is that of the content. */
export function formationEntityTag({ id, name, type, systems, createdAt }: FormationView): string {
  return entityTag('formation', JSON.stringify([id, name, type, createdAt, systems.map(tagPartsOf)]));
}

function tagPartsOf({ id, name, quarantined }: FormationView['systems'][number]) {
  return quarantined ? [id, name, 'quarantined'] : [id, name];
}
