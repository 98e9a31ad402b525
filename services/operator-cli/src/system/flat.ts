/** Every value inside with the path to it: `registration.step` → `activate-extension`. Empty lists and objects show, too. */
export function flat(value: unknown, path = ''): Map<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
  if (entries === undefined || entries.length === 0) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return new Map(value === undefined ? [] : [[path, text]]);
  }
  return new Map(entries.flatMap(([key, inner]) => [...flat(inner, path === '' ? key : `${path}.${key}`)]));
}
