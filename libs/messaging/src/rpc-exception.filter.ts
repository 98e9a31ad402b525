import { Catch, type ExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/** Hands every error to the transport as it is: `toErrorBody` is the one place that maps errors to replies. */
@Catch()
export class RpcExceptionFilter implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
