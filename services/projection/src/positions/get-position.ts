import type { GetPositionQuery, GetPositionReply } from '@system-landscape/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { Positions } from './positions.js';

/** Position of an event of a stream: for writes that appended nothing. */
@Injectable()
export class GetPosition {
  constructor(
    @Inject(ReadModel) private readonly readModel: ReadModel,
    @Inject(Positions) private readonly positions: Positions,
  ) {}

  /** Waits until the read model knows the event. @throws ReadModelBehind */
  async execute({ stream, version }: GetPositionQuery): Promise<GetPositionReply> {
    const position = await this.positions.until(async () => {
      const { rows } = await this.readModel.select<{ position: string }>(
        undefined,
        'select position::text from history where stream = $1 and version = $2::integer',
        [stream, String(version)],
      );
      return rows[0]?.position;
    });
    return { position };
  }
}
