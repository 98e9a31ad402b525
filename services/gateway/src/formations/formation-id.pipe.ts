import { isFormationId } from '@system-landscape/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../problems/problem.js';

/** A text that is no formation's id names no formation. */
@Injectable()
export class FormationIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!isFormationId(id)) throw notFound();
    return id;
  }
}
