import { isFormationId } from '@system-landscape/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../problems/problem.js';

/** Validates the id of a formation. @throws RpcError `NOT_FOUND` for a malformed id, without asking a service */
@Injectable()
export class FormationIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!isFormationId(id)) throw notFound();
    return id;
  }
}
