export { connectDirectly } from './connect-directly.js';
export { sendCredentialsOnLoopback } from './loopback-credentials.js';
