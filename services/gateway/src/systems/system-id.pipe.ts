import { parseSystemId } from '@system-landscape/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../problems/problem.js';

/** A text that is no system's id names no system. */
@Injectable()
export class SystemIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!parseSystemId(id)) throw notFound();
    return id;
  }
}
