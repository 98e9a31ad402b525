import { systemIdOfEntitlementConfiguration } from '@system-landscape/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../problems/problem.js';

/** A text that is no entitlement configuration's id names none. */
@Injectable()
export class EntitlementConfigurationIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (systemIdOfEntitlementConfiguration(id) === undefined) throw notFound();
    return id;
  }
}
