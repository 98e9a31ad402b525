import { LANDSCAPE_STREAM, LANDSCAPE_SUBJECTS } from '@system-landscape/contracts';
import type { JetStreamManager } from 'nats';
import type { CliContext } from '../cli-context.js';
import { CliError } from '../cli-error.js';

const STREAM_NOT_FOUND = 10_059;

/** Manages the consumers of the public events. @throws CliError when there is no stream, or this user may not manage it */
export async function consumerManager(context: CliContext): Promise<JetStreamManager> {
  const connection = await context.nats();
  try {
    const manager = await connection.jetstreamManager();
    const { config } = await manager.streams.info(LANDSCAPE_STREAM);
    const missing = LANDSCAPE_SUBJECTS.filter((subject) => !config.subjects.includes(subject));
    if (missing.length === 0) return manager;
    const subjects = missing.join(' ');
    throw new CliError(
      `An earlier release has created the stream ${LANDSCAPE_STREAM}: its consumers cannot be filtered by account. ` +
        `Change its subjects: nats stream edit ${LANDSCAPE_STREAM} --subjects '${subjects}'`,
    );
  } catch (error) {
    if (error instanceof CliError) throw error;
    const {
      api_error: refusal,
      code,
      message,
    } = error as {
      readonly api_error?: { readonly err_code: number };
      readonly code?: string;
      readonly message: string;
    };
    if (refusal?.err_code === STREAM_NOT_FOUND) {
      throw new CliError(`There is no stream ${LANDSCAPE_STREAM} yet. Start event-relay first: it creates the stream.`);
    }
    if (code === 'PERMISSIONS_VIOLATION') {
      throw new CliError(
        `NATS does not permit this (${message}). Connect as the operator: NATS_NKEY_FILE, or the folder in NATS_USERS.`,
      );
    }
    throw error;
  }
}
