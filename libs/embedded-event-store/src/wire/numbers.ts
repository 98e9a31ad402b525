import { invalidArgument } from './errors.js';

/**
 * A 64-bit position or revision of the protocol as a number. What is beyond the exact numbers of JavaScript (the
 * protocol's "end" is 2^64 - 1) lies after every event anyhow.
 */
export function fromUint64(text: string): number {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : Infinity;
}

/** 2^64 - 1: "the end". */
export const END = (1n << 64n) - 1n;
const HIGHEST_REVISION = (1n << 63n) - 1n;

/**
 * A revision or position to start from, `Infinity` for the end.
 * @throws gRPC error INVALID_ARGUMENT between the highest revision that there can be and the end
 */
export function startFromUint64(text: string): number {
  const value = BigInt(text);
  if (value > HIGHEST_REVISION && value !== END) throw invalidArgument(`There is no revision or position ${text}.`);
  return fromUint64(text);
}
