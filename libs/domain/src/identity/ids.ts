import { v5 as uuidV5 } from 'uuid';

/*
 * The stream of any id can be computed from the id alone, without the read model. The namespaces are part of the
 * storage format: changing one would move every name to another stream.
 */
const SYSTEM_NAME_NAMESPACE = '5e1dcb0c-4f5b-5d0a-9f8e-6f5c39b7a1d2';
const FORMATION_NAME_NAMESPACE = 'b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8';

const SYSTEM_ID = /^([0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})-([1-9]\d{0,8})$/;
const FORMATION_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const PART_ID = /^(.+)-([xe])([1-9]\d{0,8})$/;

/** Account, tenant and subaccount ids. */
export const SCOPE_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Id of a name in an account; its stream is the reservation of the name (M-20). */
export function nameIdOf(globalAccountId: string, name: string): string {
  return uuidV5(`${globalAccountId}\u0000${name}`, SYSTEM_NAME_NAMESPACE);
}

/** Public id of one life of a name: `<nameId>-<life>`. */
export function systemIdOf(nameId: string, life: number): string {
  return `${nameId}-${life}`;
}

/** `{nameId, life}` of a system id; undefined when the text is not a system id. */
export function parseSystemId(systemId: string): { nameId: string; life: number } | undefined {
  const match = SYSTEM_ID.exec(systemId);
  return match ? { nameId: match[1]!, life: Number(match[2]) } : undefined;
}

/** `<systemId>-x<n>` */
export function extensionIdOf(systemId: string, n: number): string {
  return `${systemId}-x${n}`;
}

/** `<systemId>-e<n>` */
export function entitlementConfigurationIdOf(systemId: string, n: number): string {
  return `${systemId}-e${n}`;
}

/** System id in an extension id; undefined when the text is not an extension id. */
export function systemIdOfExtension(extensionId: string): string | undefined {
  return systemIdOfPart(extensionId, 'x');
}

/** System id in the id of an entitlement configuration; undefined when the text is not such an id. */
export function systemIdOfEntitlementConfiguration(id: string): string | undefined {
  return systemIdOfPart(id, 'e');
}

function systemIdOfPart(id: string, kind: 'x' | 'e'): string | undefined {
  const match = PART_ID.exec(id);
  return match && match[2] === kind && parseSystemId(match[1]!) ? match[1] : undefined;
}

/** Id of a formation: the UUID v5 of account and name. */
export function formationIdOf(globalAccountId: string, name: string): string {
  return uuidV5(`${globalAccountId}\u0000${name}`, FORMATION_NAME_NAMESPACE);
}

export function isFormationId(text: string): boolean {
  return FORMATION_ID.test(text);
}

export const SYSTEM_STREAM_PREFIX = 'system-';
export const FORMATION_STREAM_PREFIX = 'formation-';
/** Stored states of long streams: `snapshot-<stream>`. */
export const SNAPSHOT_STREAM_PREFIX = 'snapshot-';

/** Stream of a name in an account. */
export function systemStream(nameId: string): string {
  return SYSTEM_STREAM_PREFIX + nameId;
}

export function formationStream(formationId: string): string {
  return FORMATION_STREAM_PREFIX + formationId;
}

/**
 * Identity of a command: operation, caller and the caller's idempotency key. The fold keeps it (`CommandHistory`).
 */
export function commandKeyOf(operation: string, caller: string, key: string): string {
  return [operation, caller, key].map(encodeURIComponent).join('/');
}
