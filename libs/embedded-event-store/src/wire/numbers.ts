import { invalidArgument } from './errors.js';

/**
 * A 64-bit position or revision of the protocol as a number; `Infinity` for what JavaScript cannot hold exactly, such
 * as the protocol's "end" (2^64 - 1). There is no event beyond it.
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
 * @throws gRPC error INVALID_ARGUMENT between the highest possible revision and the end
 */
export function startFromUint64(text: string): number {
  const value = BigInt(text);
  if (value > HIGHEST_REVISION && value !== END) throw invalidArgument(`There is no revision or position ${text}.`);
  return fromUint64(text);
}
