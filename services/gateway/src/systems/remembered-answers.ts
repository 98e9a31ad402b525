import { PROJECTION_TELLS_EVERY_MS, type ProjectionCommitted } from '@system-landscape/contracts';
import { LRUCache } from 'lru-cache';

/** Without a sign of life for so long nothing is answered from memory. */
export const TRUSTED_FOR_MS = 3 * PROJECTION_TELLS_EVERY_MS;
/** What an answer takes beside its body, roughly. */
const BYTES_PER_ANSWER = 400;

/** An answer about a system, as it is sent. */
export interface SystemAnswer {
  readonly globalAccountId: string;
  readonly body: Buffer;
  readonly entityTag: string;
}

interface Remembered extends SystemAnswer {
  /** Position that the read model gave the answer at. */
  readonly at: bigint;
}

interface Heard {
  readonly readModel: string;
  /** Every commit up to here that came after an answer was remembered has been dealt with. */
  readonly position: bigint;
}

/**
 * Answers about systems, kept right by what the projection tells of its commits: an answer holds until a commit changes
 * its system. Each message continues the one before; where one does not, or comes from other tables, all is forgotten.
 * And where none comes at all, nothing is answered from memory: then messages may be lost without a gap to be seen.
 */
export class RememberedSystems {
  private readonly answers: LRUCache<string, Remembered>;
  private heard: Heard | undefined;
  private heardAt = -Infinity;
  /** Rises whenever all is forgotten: what was asked before may be from before. */
  private generation = 0;

  /** @param now monotonic milliseconds */
  constructor(
    maxBytes: number,
    private readonly now: () => number,
  ) {
    this.answers = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ body }) => body.length + BYTES_PER_ANSWER,
    });
  }

  /** The answer of now, and the position that it is right at; undefined when the read model must be asked. */
  recall(
    globalAccountId: string,
    systemId: string,
    minPosition: string | undefined,
  ): { readonly answer: SystemAnswer; readonly position: string } | undefined {
    const { heard } = this;
    if (!heard || this.now() - this.heardAt > TRUSTED_FOR_MS) return undefined;
    const answer = this.answers.get(systemId);
    if (answer?.globalAccountId !== globalAccountId) return undefined;
    const position = answer.at > heard.position ? answer.at : heard.position;
    if (minPosition !== undefined && position < BigInt(minPosition)) return undefined;
    return { answer, position: position.toString() };
  }

  /**
   * To be called before the read model is asked.
   * @returns what remembers its answer, unless it may have been overtaken by a change
   */
  asking(systemId: string): (answer: SystemAnswer, position: string) => void {
    const { generation } = this;
    return (answer, position) => {
      const at = BigInt(position);
      const { heard } = this;
      // A commit up to `heard.position` may have changed the system when it was not here to be forgotten.
      if (!heard || generation !== this.generation || at < heard.position) return;
      this.answers.set(systemId, { ...answer, at });
    };
  }

  /** Takes in what the projection tells. */
  hear({ readModel, previousPosition, position, ids }: ProjectionCommitted): void {
    const { heard } = this;
    const reached = BigInt(position);
    if (heard?.readModel === readModel && heard.position === BigInt(previousPosition)) {
      for (const id of ids) {
        const answer = this.answers.peek(id);
        // An answer from further on has the change in it.
        if (answer && answer.at < reached) this.answers.delete(id);
      }
    } else {
      this.answers.clear();
      this.generation += 1;
    }
    this.heard = { readModel, position: reached };
    this.heardAt = this.now();
  }
}
