import { headers, type MsgHdrs } from 'nats';

/** Headers as NATS takes them. */
export function natsHeaders(values: Readonly<Record<string, string>>): MsgHdrs {
  const all = headers();
  for (const [name, value] of Object.entries(values)) all.set(name, value);
  return all;
}
