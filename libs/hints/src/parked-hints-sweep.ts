import { Sweeper } from '@system-landscape/service-kit';
import { Injectable } from '@nestjs/common';
import { parkedHints } from './hints.metrics.js';
import { ParkedHints } from './parked-hints.js';

const INTERVAL_MS = 30_000;

/** Measures how many hints of the service are parked. */
@Injectable()
export class ParkedHintsSweep extends Sweeper {
  constructor(private readonly parked: ParkedHints) {
    super(INTERVAL_MS);
  }

  protected override async sweep(): Promise<void> {
    parkedHints.set(await this.parked.count());
  }
}
