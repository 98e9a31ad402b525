import { answerOf, Problem, problemOf } from './problem.js';

const refusal = (status: number, error: unknown) =>
  answerOf(Promise.resolve({ error, response: new Response(null, { status }) }));

describe('the answer of the platform', () => {
  it('is its content', async () => {
    await expect(answerOf(Promise.resolve({ data: 1, response: new Response() }))).resolves.toBe(1);
  });

  it('that refuses is a problem with code, words, correlation id and blockers', async () => {
    const blockers = [{ kind: 'formation', id: 'f', name: 'Order to cash' }];
    const shape = { code: 'DEREGISTER_BLOCKED_REFERENCES', detail: 'In use.', correlationId: 'c-1', blockers };
    const problem = await refusal(409, shape).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ code: shape.code, message: 'In use.', correlationId: 'c-1', blockers });
    expect((problem as Problem).isPassing).toBe(false);
  });

  it('that is no problem document is told by its status', async () => {
    await expect(refusal(502, '<html>')).rejects.toMatchObject({ code: 'UNAVAILABLE', isPassing: true });
    await expect(refusal(418, undefined)).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('that does not come is a problem, too', async () => {
    const call = Promise.reject<{ response: Response }>(new TypeError('Failed to fetch'));
    await expect(answerOf(call)).rejects.toMatchObject({ code: 'UNREACHABLE', isPassing: true });
    expect(problemOf('odd')).toMatchObject({ code: 'INTERNAL', message: 'odd' });
  });
});
