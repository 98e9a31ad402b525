import { metrics } from '@system-landscape/service-kit';
import { Gauge } from 'prom-client';

export const quarantinedStreams = new Gauge({
  name: 'landscape_projection_quarantined_streams',
  help: 'Streams that the read model has left out since an event that cannot be read',
  registers: [metrics],
});
