import { Problem, toProblem, unwrap } from './problem.js';

const errorResponse = (status: number, error: unknown) =>
  unwrap(Promise.resolve({ error, response: new Response(null, { status }) }));

describe('a response of the API', () => {
  it('gives its data', async () => {
    await expect(unwrap(Promise.resolve({ data: 1, response: new Response() }))).resolves.toBe(1);
  });

  it('throws a problem with code, detail, correlation id and blockers', async () => {
    const blockers = [{ kind: 'formation', id: 'f', name: 'Order to cash' }];
    const shape = { code: 'DEREGISTER_BLOCKED_REFERENCES', detail: 'In use.', correlationId: 'c-1', blockers };
    const problem = await errorResponse(409, shape).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ code: shape.code, message: 'In use.', correlationId: 'c-1', blockers });
    expect((problem as Problem).isTransient).toBe(false);
  });

  it('without problem details is classified by its status', async () => {
    await expect(errorResponse(502, '<html>')).rejects.toMatchObject({ code: 'UNAVAILABLE', isTransient: true });
    await expect(errorResponse(418, undefined)).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('that never arrives is a problem, too', async () => {
    const call = Promise.reject<{ response: Response }>(new TypeError('Failed to fetch'));
    await expect(unwrap(call)).rejects.toMatchObject({ code: 'UNREACHABLE', isTransient: true });
    expect(toProblem('odd')).toMatchObject({ code: 'INTERNAL', message: 'odd' });
  });
});
