import { connectDirectly } from './connect-directly.js';

const PROXY = 'http://proxy.example:3128';

it.each([
  ['a proxy for the web', { http_proxy: PROXY, https_proxy: PROXY }, ','],
  ['its exceptions', { https_proxy: PROXY, no_proxy: 'intern.example' }, ','],
  ['a proxy for gRPC', { grpc_proxy: PROXY }, '127.0.0.1,::1,localhost'],
  [
    'its exceptions',
    { grpc_proxy: PROXY, no_grpc_proxy: 'store.example,localhost', no_proxy: 'x' },
    'store.example,localhost,127.0.0.1,::1',
  ],
  ['those of all proxies', { grpc_proxy: PROXY, no_proxy: '.example' }, '.example,127.0.0.1,::1,localhost'],
])('%s: %j', (_, given, expected) => {
  const env: NodeJS.ProcessEnv = { ...given };
  connectDirectly(env);
  expect(env).toEqual({ ...given, no_grpc_proxy: expected });
  connectDirectly(env);
  expect(env['no_grpc_proxy']).toBe(expected);
});
