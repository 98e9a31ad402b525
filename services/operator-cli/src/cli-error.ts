/** What the command's exit code says. */
export const EXIT = {
  done: 0,
  /** It could not be done. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
} as const;

/** Something that an operator can cure; the message says how. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    message: string,
    readonly exitCode: number = EXIT.failed,
  ) {
    super(message);
  }
}

/** The command line is wrong in a way that only its values show. */
export function usageError(message: string): CliError {
  return new CliError(message, EXIT.usage);
}
