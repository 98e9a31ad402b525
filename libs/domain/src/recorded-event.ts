/** Who caused an event. */
export interface Actor {
  readonly subject: string;
  readonly roles: readonly string[];
}

/** Metadata of every stored event. Names with `$` are reserved by EventStoreDB. */
export interface EventMetadata {
  readonly globalAccountId: string;
  /** Absent on events of a formation. */
  readonly systemId?: string;
  /** RFC 3339 in UTC; never earlier than that of the previous event in the stream. */
  readonly occurredAt: string;
  readonly $correlationId: string;
  readonly $causationId: string;
  readonly actor: Actor;
  /** Operation, caller and key of the command that yielded the event (`commandKeyOf`). */
  readonly idempotencyKey: string;
  readonly schemaVersion: number;
  readonly traceparent?: string;
}

/** An event with its metadata, as it is stored. */
export type Recorded<Event extends { type: string; data: object }> = Event & { readonly metadata: EventMetadata };
