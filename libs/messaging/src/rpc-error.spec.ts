import { ErrorCode, NatsError } from 'nats';
import { toErrorBody } from './rpc-error.js';

describe('an error of NATS', () => {
  it.each([
    ErrorCode.Timeout,
    ErrorCode.NoResponders,
    ErrorCode.ConnectionClosed,
    ErrorCode.ConnectionDraining,
    ErrorCode.ConnectionRefused,
    ErrorCode.Disconnect,
  ])('that passes is UNAVAILABLE: %s', (code) => {
    expect(toErrorBody(NatsError.errorForCode(code))).toMatchObject({
      code: 'UNAVAILABLE',
      status: 503,
      retryAfter: 1,
    });
  });

  it('is UNAVAILABLE when JetStream lacks resources', () => {
    const error = new NatsError('insufficient resources', ErrorCode.ApiError);
    error.api_error = { code: 503, err_code: 10_023, description: 'insufficient resources' };
    expect(toErrorBody(error)).toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('is unexpected when the request is to blame', () => {
    expect(toErrorBody(NatsError.errorForCode(ErrorCode.MaxPayloadExceeded))).toBeUndefined();
    expect(toErrorBody(NatsError.errorForCode(ErrorCode.BadSubject))).toBeUndefined();
  });
});
