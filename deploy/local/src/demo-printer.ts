import { styleText } from 'node:util';
import type { HistoryItem, System } from './demo-responses.js';

type Style = Parameters<typeof styleText>[0];

const LINE_LIMIT = 110;

/** Prints the demo: colours only in terminals, tokens shortened, times since the start. */
export class DemoPrinter {
  private steps = 0;

  constructor(
    private readonly print: (line: string) => void,
    private readonly inColour: boolean,
    private readonly elapsedMs: () => number,
  ) {}

  step(title: string): void {
    this.steps += 1;
    this.print('');
    this.print(this.paint('bold', `${this.steps}. ${title}`));
  }

  say(text: string): void {
    this.print(`   ${text}`);
  }

  request(method: string, path: string, body?: unknown): void {
    this.print(`   ${this.paint('cyan', `→ ${method} ${path}`)}`);
    if (body !== undefined) this.show(body);
  }

  response(status: number, body: unknown): void {
    this.print(`   ${this.paint(status < 400 ? 'green' : 'red', `← ${status}`)}`);
    if (body !== undefined) this.show(body);
  }

  event({ type, summary, actor, occurredAt }: HistoryItem): void {
    const time = this.paint('gray', occurredAt.slice(11, 23));
    this.print(
      `   ${time} ${this.paint('yellow', type.padEnd(27))} ${summary} ${this.paint('gray', `(${actor.subject})`)}`,
    );
  }

  status({ status, statusDetail }: System): void {
    const style: Style = status === 'REGISTERED' ? 'green' : status.endsWith('ERROR') ? 'red' : 'blue';
    const at = this.paint('gray', `${(this.elapsedMs() / 1000).toFixed(1)} s`);
    this.print(`   ${this.paint(style, `● ${status}`)} ${at}${statusDetail ? ` – ${statusDetail}` : ''}`);
  }

  private show(body: unknown): void {
    for (const line of JSON.stringify(body, null, 2).split('\n')) {
      const text = shortenTokens(line);
      this.print(`     ${this.paint('gray', text.length > LINE_LIMIT ? `${text.slice(0, LINE_LIMIT)}…` : text)}`);
    }
  }

  private paint(style: Style, text: string): string {
    return this.inColour ? styleText(style, text) : text;
  }
}

/** Integration tokens are secrets: only their beginning is printed. */
export function shortenTokens(text: string): string {
  return text.replace(/slt_[\w.-]+/g, (token) => `${token.slice(0, 12)}…`);
}
