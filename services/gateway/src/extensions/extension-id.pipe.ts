import { systemIdOfExtension } from '@system-landscape/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../problems/problem.js';

/** Validates the id of an extension. @throws RpcError `NOT_FOUND` for a malformed id, without asking a service */
@Injectable()
export class ExtensionIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (systemIdOfExtension(id) === undefined) throw notFound();
    return id;
  }
}
