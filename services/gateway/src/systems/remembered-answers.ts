import { PROJECTION_TELLS_EVERY_MS, type ProjectionCommitted } from '@system-landscape/contracts';
import { LRUCache } from 'lru-cache';

/** Without a sign of life for so long nothing is answered from memory. */
export const TRUSTED_FOR_MS = 3 * PROJECTION_TELLS_EVERY_MS;
/** What an answer takes beside its body, roughly. */
const BYTES_PER_ANSWER = 600;

/** What was asked. */
export interface Question {
  /** What the answer changes with: the id of a system, or that of an account for a list of its systems. */
  readonly about: string;
  /** Tells the questions about it apart; who must not see an answer asks another question. */
  readonly text: string;
}

/** An answer as it is sent. */
export interface Answer {
  readonly body: Buffer;
  readonly entityTag?: string;
}

interface Remembered extends Answer {
  readonly about: string;
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
 * what it is about. Each message continues the one before; where one does not, or comes from other tables, all is
 * forgotten. And where none comes at all, nothing is answered from memory: then messages may be lost without a gap to
 * be seen.
 */
export class RememberedAnswers {
  private readonly answers: LRUCache<string, Remembered>;
  /** Keys of the answers about each thing. */
  private readonly about = new Map<string, Set<string>>();
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
      dispose: ({ about }, key, reason) => {
        if (reason !== 'set') this.unlist(about, key);
      },
    });
  }

  /** The answer of now, and the position that it is right at; undefined when the read model must be asked. */
  recall(
    question: Question,
    minPosition: string | undefined,
  ): { readonly answer: Answer; readonly position: string } | undefined {
    const { heard } = this;
    if (!heard || this.now() - this.heardAt > TRUSTED_FOR_MS) return undefined;
    const answer = this.answers.get(keyOf(question));
    if (!answer) return undefined;
    const position = answer.at > heard.position ? answer.at : heard.position;
    if (minPosition !== undefined && position < BigInt(minPosition)) return undefined;
    return { answer, position: position.toString() };
  }

  /**
   * To be called before the read model is asked.
   * @returns what remembers its answer, unless it may have been overtaken by a change
   */
  asking(question: Question): (answer: Answer, position: string) => void {
    const { generation } = this;
    return (answer, position) => {
      const at = BigInt(position);
      const { heard } = this;
      // A commit up to `heard.position` may have changed it when it was not here to be forgotten.
      if (!heard || generation !== this.generation || at < heard.position) return;
      this.remember(question, { ...answer, about: question.about, at });
    };
  }

  /** Takes in what the projection tells; undefined when it cannot be read, which is a gap. */
  hear(commit: ProjectionCommitted | undefined): void {
    const { heard } = this;
    if (!commit) {
      this.forgetAll();
      this.heard = undefined;
      return;
    }
    const { readModel, previousPosition, position, ids, globalAccountIds } = commit;
    const reached = BigInt(position);
    if (heard?.readModel === readModel && heard.position === BigInt(previousPosition)) {
      for (const changed of [...ids, ...globalAccountIds]) this.forgetBefore(reached, changed);
    } else {
      this.forgetAll();
    }
    this.heard = { readModel, position: reached };
    this.heardAt = this.now();
  }

  private remember(question: Question, answer: Remembered): void {
    const key = keyOf(question);
    // One that is larger than all that may be remembered is not taken.
    if (!this.answers.set(key, answer).has(key)) return;
    const keys = this.about.get(question.about);
    if (keys) keys.add(key);
    else this.about.set(question.about, new Set([key]));
  }

  private forgetAll(): void {
    this.answers.clear();
    this.generation += 1;
  }

  private forgetBefore(position: bigint, about: string): void {
    for (const key of this.about.get(about) ?? []) {
      const answer = this.answers.peek(key);
      // An answer from further on has the change in it.
      if (answer && answer.at < position) this.answers.delete(key);
    }
  }

  private unlist(about: string, key: string): void {
    const keys = this.about.get(about);
    if (keys?.delete(key) && keys.size === 0) this.about.delete(about);
  }
}

function keyOf({ about, text }: Question): string {
  return `${about} ${text}`;
}
