import { KnownRoutes } from './known-routes.js';

const routes = new KnownRoutes();
routes.add('/v1/systems', ['POST']);
routes.add('/v1/systems', ['GET', 'HEAD']);
routes.add('/v1/systems/:id', ['DELETE']);
routes.add('/v1/systems/:id/token', ['GET', 'HEAD']);
routes.add('/*', ['GET']);

describe('the methods of an address', () => {
  it.each([
    ['/v1/systems', ['POST', 'GET', 'HEAD', 'OPTIONS']],
    ['/v1/systems/4711', ['DELETE', 'OPTIONS']],
    ['/v1/systems/4711/token', ['GET', 'HEAD', 'OPTIONS']],
  ])('%s has those of its routes', (path, methods) => {
    expect(routes.methodsOf(path)).toEqual(methods);
  });

  it.each(['/', '/v1', '/v1/systems/', '/v1/systems/4711/', '/v1/systems/4711/token/x', '*', ''])(
    '%j has none, although a route takes every address',
    (path) => {
      expect(routes.methodsOf(path)).toBeUndefined();
    },
  );
});
