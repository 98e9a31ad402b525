import { randomUUID } from 'node:crypto';
import type { EventLog } from '../storage/event-log.js';
import type { LogRecord } from '../storage/log-record.js';
import { metastreamOf } from '../storage/stream-metadata.js';
import type { ResolvedEvent } from '../wire/event-response.js';
import { systemEvent } from './group-streams.js';

const ADMINS_ONLY = { $r: '$admins', $w: '$admins', $d: '$admins', $mr: '$admins', $mw: '$admins' };

/** A group's parked messages: links in a stream of their own that can be read like any other. */
export class ParkedMessages {
  readonly stream: string;

  constructor(
    private readonly log: EventLog,
    groupKey: string,
    private readonly now: () => number,
  ) {
    this.stream = `$persistentsubscription-${groupKey}-parked`;
  }

  get count(): number {
    const view = this.log.view(this.stream);
    return view.kind === 'readable' ? Math.max(0, view.lastRevision - view.firstRevision + 1) : 0;
  }

  /** Resolves when the message is on disk. */
  async park({ event, link }: ResolvedEvent, reason: string): Promise<void> {
    const original = link ?? event;
    const target = event ? `${event.revision}@${event.stream}` : link?.data.toString('utf8');
    const metadata = {
      added: new Date(this.now()).toISOString().replace('Z', '0000+00:00'),
      reason,
      // A real server leaves out zero.
      subscriptionEventNumber: original?.revision || undefined,
    };
    await this.log.append(this.stream, 'any', [
      {
        id: Buffer.from(randomUUID().replaceAll('-', ''), 'hex'),
        type: '$>',
        isJson: false,
        data: Buffer.from(target ?? ''),
        metadata: Buffer.from(JSON.stringify(metadata)),
      },
    ]);
  }

  /** Parked messages up to but not including `stopAt`: links with their targets, except those whose target is gone. */
  *read(stopAt: number): Generator<ResolvedEvent & { link: LogRecord }> {
    const view = this.log.view(this.stream);
    if (view.kind !== 'readable') return;
    let next = view.firstRevision;
    for (;;) {
      const page = this.log.readStream(this.stream, next, { maxCount: 100, maxBytes: 1024 * 1024 });
      for (const link of page.records) {
        if (link.revision >= stopAt) return;
        const event = this.log.resolveLink(link);
        if (event && event !== 'no-link') yield { event, link };
      }
      if (page.ended) return;
      next = page.next;
    }
  }

  /** The revision after the last parked message. */
  get end(): number {
    return this.log.lastRevision(this.stream) + 1;
  }

  async truncate(before: number): Promise<void> {
    await this.log.append(metastreamOf(this.stream), 'any', [
      systemEvent('$metadata', { $tb: before, $acl: ADMINS_ONLY }),
    ]);
  }

  async delete(): Promise<void> {
    await this.log.delete(this.stream, 'any', false);
  }
}
