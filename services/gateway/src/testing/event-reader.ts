import type { PublicEvent } from '@system-landscape/contracts';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { get, type IncomingMessage } from 'node:http';

/** A reader of live events, as plain as HTTP allows: it can stop reading without leaving. */
export class EventReader {
  readonly messages: EventSourceMessage[] = [];
  comments = 0;
  ended = false;

  private constructor(private readonly response: IncomingMessage) {
    const parser = createParser({
      onEvent: (message) => this.messages.push(message),
      onComment: () => (this.comments += 1),
    });
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => parser.feed(chunk));
    response.once('close', () => (this.ended = true));
    response.on('error', () => undefined);
  }

  static open(url: string, token: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
    return new Promise((resolve, reject) => {
      get(url, { agent: false, headers: { authorization: `Bearer ${token}`, ...headers } }, (response) => {
        if (response.statusCode === 200) resolve(new EventReader(response));
        else reject(new Error(`${url} answered ${response.statusCode}`));
      }).once('error', reject);
    });
  }

  /** Names of everything that came, in order. */
  get names(): string[] {
    return this.messages.map(({ event }) => event ?? '');
  }

  /** Positions of the public events that came. */
  get positions(): number[] {
    return this.events.map(({ position }) => Number(position));
  }

  get events(): PublicEvent[] {
    const isPublic = ({ event }: EventSourceMessage) => /^[A-Z]/.test(event ?? '');
    return this.messages.filter(isPublic).map(({ data }) => JSON.parse(data) as PublicEvent);
  }

  get lastId(): string {
    return this.messages.at(-1)?.id ?? '';
  }

  pause(): void {
    this.response.pause();
  }

  resume(): void {
    this.response.resume();
  }

  leave(): void {
    this.response.destroy();
  }
}
