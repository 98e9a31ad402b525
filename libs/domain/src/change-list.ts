/**
 * A map as the list of its changes, the newest first. A change costs the same however many members the map has, so that a
 * fold takes linear time, and earlier versions of the map stay as they are.
 */
export interface Change<Value> {
  readonly key: string;
  /** Null: the key was removed. */
  readonly value: Value | null;
  readonly before: Change<Value> | null;
}

/** Undefined when the map has no such key. Takes time in proportion to the number of changes. */
export function valueIn<Value>(changes: Change<Value> | null, key: string): Value | undefined {
  for (let change = changes; change !== null; change = change.before) {
    if (change.key === key) return change.value ?? undefined;
  }
  return undefined;
}

/** The members, those that were set first before the others. Takes time in proportion to the number of changes. */
export function entriesIn<Value>(changes: Change<Value> | null): [key: string, value: Value][] {
  const newestFirst = new Map<string, Value | null>();
  for (let change = changes; change !== null; change = change.before) {
    if (!newestFirst.has(change.key)) newestFirst.set(change.key, change.value);
  }
  return [...newestFirst].reverse().flatMap(([key, value]) => (value === null ? [] : [[key, value]]));
}
