import { invalidArgument } from '../wire/errors.js';
import type { LogRecord } from '../storage/log-record.js';

/** A filter of `$all` as the protocol has it, with streams and with persistent subscriptions. */
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
 * What persistent subscriptions to `$all` write about themselves. They and filters never show it: a group would
 * answer its own checkpoints with another one for ever.
 */
export function isBookkeeping(record: LogRecord): boolean {
  return startsWith(record.streamBytes, BOOKKEEPING_PREFIX) && /-(checkpoint|parked)$/.test(record.stream);
}

const BOOKKEEPING_PREFIX = Buffer.from('$persistentsubscription-$all::');

/** A filter in a form that can be kept. */
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
    // .NET has options at the beginning of an expression where JavaScript has flags.
    const [options = '', flags = ''] = /^\(\?([ims]+)\)/.exec(regex) ?? [];
    return new RegExp(regex.slice(options.length), [...new Set(flags)].join(''));
  } catch (error) {
    throw invalidArgument(`The filter's regular expression is not valid: ${(error as Error).message}`);
  }
}
