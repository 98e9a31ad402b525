import { metrics } from '@system-landscape/service-kit';
import { Gauge } from 'prom-client';

const registers = [metrics];

export const projectionLagSeconds = new Gauge({
  name: 'landscape_projection_lag_seconds',
  help: 'Age of the newest projected event while more events wait; else 0. Of the leader, which writes the read model',
  registers,
});
export const systemCounts = new Gauge({
  name: 'landscape_systems',
  help: 'Systems by type and status, of all accounts together; of the leader',
  labelNames: ['type', 'status'],
  registers,
});
export const expiringTokens = new Gauge({
  name: 'landscape_tokens_expiring',
  help: 'Integration tokens that nobody has redeemed and that expire within the time; of the leader',
  labelNames: ['within'],
  registers,
});
export const openIncidents = new Gauge({
  name: 'landscape_incidents_open',
  help: 'Open incidents by kind (deregistration, quarantine); of the leader',
  labelNames: ['kind'],
  registers,
});
export const oldestIncidentSeconds = new Gauge({
  name: 'landscape_incident_age_seconds',
  help: 'Age of the oldest open incident; 0 without one. Of the leader',
  registers,
});
export const overdueSeconds = new Gauge({
  name: 'landscape_saga_overdue_seconds',
  help: 'For how long the most overdue next action of a saga has been due; 0 when none is. Of the leader',
  labelNames: ['saga'],
  registers,
});
