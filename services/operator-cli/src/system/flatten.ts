/** The values of nested objects by their paths: `registration.step` → `activate-extension`. Keeps empty lists and objects. */
export function flatten(value: unknown, path = ''): Map<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
  if (entries === undefined || entries.length === 0) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return new Map(value === undefined ? [] : [[path, text]]);
  }
  return new Map(entries.flatMap(([key, inner]) => [...flatten(inner, path === '' ? key : `${path}.${key}`)]));
}
