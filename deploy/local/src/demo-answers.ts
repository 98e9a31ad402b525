/** What the demo needs of the gateway's answers (http-api.md). */
export interface System {
  id: string;
  name: string;
  status: string;
  statusDetail?: string;
}

export interface HistoryItem {
  position: string;
  type: string;
  occurredAt: string;
  actor: { subject: string };
  summary: string;
}

export interface IncidentItem {
  systemId: string;
}

export interface Answer<T> {
  status: number;
  /** The log position that this answer is from. */
  position: string;
  body: T;
}
