export { batchAppendRequest } from './batch-append-request.js';
export { internalsOf, type ClientInternals } from './client-internals.js';
export { connectDirectly } from './connect-directly.js';
export { decodeEventSizeExceeded, EVENT_SIZE_EXCEEDED } from './event-size-exceeded.js';
export { sendCredentialsOnLoopback } from './loopback-credentials.js';
