/**
 * A 64-bit position or revision of the protocol as a number. What is beyond the exact numbers of JavaScript (the
 * protocol's "end" is 2^64 - 1) lies after every event anyhow.
 */
export function fromUint64(text: string): number {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : Infinity;
}
