export { sendCredentialsOnLoopback } from './loopback-credentials.js';
