import type { PublicEvent } from '@system-landscape/contracts';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { get, type IncomingMessage } from 'node:http';

/** A minimal client of Server-Sent Events that can stop reading without disconnecting. */
export class SseClient {
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

  static open(url: string, token: string, headers: Readonly<Record<string, string>> = {}): Promise<SseClient> {
    return new Promise((resolve, reject) => {
      get(url, { agent: false, headers: { authorization: `Bearer ${token}`, ...headers } }, (response) => {
        if (response.statusCode === 200) resolve(new SseClient(response));
        else reject(new Error(`${url} answered ${response.statusCode}`));
      }).once('error', reject);
    });
  }

  /** Names of all messages received, in order. */
  get names(): string[] {
    return this.messages.map(({ event }) => event ?? '');
  }

  /** Positions of the public events received. */
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

  disconnect(): void {
    this.response.destroy();
  }
}
