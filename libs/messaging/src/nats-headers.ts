import { headers, type MsgHdrs } from 'nats';

/** Converts a record to NATS headers. */
export function natsHeaders(values: Readonly<Record<string, string>>): MsgHdrs {
  const all = headers();
  for (const [name, value] of Object.entries(values)) all.set(name, value);
  return all;
}
