import { systemIdOfExtension } from '@system-landscape/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../problems/problem.js';

/** A text that is no extension's id names no extension. */
@Injectable()
export class ExtensionIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (systemIdOfExtension(id) === undefined) throw notFound();
    return id;
  }
}
