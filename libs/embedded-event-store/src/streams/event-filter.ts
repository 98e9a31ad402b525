import { invalidArgument } from '../wire/errors.js';
import type { LogRecord } from '../storage/log-record.js';

/** The protocol's filter of `$all`, which reads, subscriptions and persistent subscriptions share. */
interface FilterMessage {
  getStreamIdentifier(): ExpressionMessage | undefined;
  getEventType(): ExpressionMessage | undefined;
}

interface ExpressionMessage {
  getRegex(): string;
  getPrefixList(): string[];
}

export type EventFilter = (record: LogRecord) => boolean;

/**
 * Whether a persistent subscription to `$all` wrote the event for itself (checkpoints, parked messages). Filters and
 * persistent subscriptions leave such events out; otherwise each checkpoint of a group would cause the next one.
 */
export function isBookkeeping(record: LogRecord): boolean {
  return startsWith(record.streamBytes, BOOKKEEPING_PREFIX) && /-(checkpoint|parked)$/.test(record.stream);
}

const BOOKKEEPING_PREFIX = Buffer.from('$persistentsubscription-$all::');

/** A filter in a form that can be stored. */
export interface FilterExpression {
  readonly on: 'stream' | 'type';
  readonly regex?: string;
  readonly prefixes: readonly string[];
}

/** @throws gRPC error INVALID_ARGUMENT */
export function filterExpression(message: FilterMessage): FilterExpression {
  const stream = message.getStreamIdentifier();
  const expression = stream ?? message.getEventType();
  if (!expression) throw invalidArgument('A filter is on the stream name or on the event type.');
  const regex = expression.getRegex() || undefined;
  return { on: stream ? 'stream' : 'type', regex, prefixes: expression.getPrefixList() };
}

/** @throws gRPC error INVALID_ARGUMENT when the regular expression is not valid */
export function eventFilter(expression: FilterExpression): EventFilter {
  const isWanted = expressionFilter(expression);
  return (record) => isWanted(record) && !isBookkeeping(record);
}

function expressionFilter({ on, regex, prefixes }: FilterExpression): EventFilter {
  if (regex !== undefined) {
    const pattern = compile(regex);
    return on === 'stream' ? (record) => pattern.test(record.stream) : (record) => pattern.test(record.type);
  }
  const wanted = prefixes.map((prefix) => Buffer.from(prefix));
  const subject = (record: LogRecord) => (on === 'stream' ? record.streamBytes : record.typeBytes);
  return (record) => {
    const name = subject(record);
    return wanted.some((prefix) => startsWith(name, prefix));
  };
}

const startsWith = (name: Buffer, prefix: Buffer) =>
  name.length >= prefix.length && prefix.compare(name, 0, prefix.length) === 0;

function compile(regex: string): RegExp {
  try {
    // .NET writes options at the beginning of an expression, JavaScript has flags.
    const [options = '', flags = ''] = /^\(\?([ims]+)\)/.exec(regex) ?? [];
    return new RegExp(regex.slice(options.length), [...new Set(flags)].join(''));
  } catch (error) {
    throw invalidArgument(`The filter's regular expression is not valid: ${(error as Error).message}`);
  }
}
