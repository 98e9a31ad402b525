/** The fields of the gateway's responses that the demo uses. */
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

export interface DemoResponse<T> {
  status: number;
  /** Log position of the response (header `landscape-position`). */
  position: string;
  body: T;
}
