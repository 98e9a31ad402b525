import { anonymousOnNats } from './loads/anonymous-on-nats.js';
import { HTTP_LOADS } from './loads/http.js';
import { SOCKET_LOADS } from './loads/sockets.js';
import type { Load } from './load.js';

/** Every load; a new one is a row here. */
export const LOADS: readonly Load[] = [...HTTP_LOADS, ...SOCKET_LOADS, anonymousOnNats];
