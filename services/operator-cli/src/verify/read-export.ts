import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { CliError } from '../cli-error.js';
import type { EventLine } from '../events/event-line.js';

/** The events of an export file (`events read --export`). @throws CliError when a line is no event */
export async function* readExport(file: string): AsyncGenerator<EventLine> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    number += 1;
    const event = eventIn(line);
    if (!event) throw new CliError(`Line ${number} of ${file} is no event of an export. Export it again.`);
    yield event;
  }
}

function eventIn(line: string): EventLine | undefined {
  try {
    const event = JSON.parse(line) as EventLine;
    const { position, stream, revision, id, type } = event;
    return [position, stream, revision, id, type].every((text) => typeof text === 'string') ? event : undefined;
  } catch {
    return undefined;
  }
}
