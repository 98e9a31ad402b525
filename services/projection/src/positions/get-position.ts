import type { GetPositionQuery, GetPositionReply } from '@system-landscape/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { Positions } from './positions.js';

/** Finds the position of an event by its stream and version: for commands that appended nothing. */
@Injectable()
export class GetPosition {
  constructor(
    @Inject(ReadModel) private readonly readModel: ReadModel,
    @Inject(Positions) private readonly positions: Positions,
  ) {}

  /** Waits until the read model contains the event. @throws ReadModelBehind */
  async execute({ stream, version }: GetPositionQuery): Promise<GetPositionReply> {
    const position = await this.positions.waitUntilFound(async () => {
      const { rows } = await this.readModel.select<{ position: string }>(
        undefined,
        'select cast(position as text) as position from history where stream = $1 and version = $2',
        [stream, String(version)],
      );
      return rows[0]?.position;
    });
    return { position };
  }
}
