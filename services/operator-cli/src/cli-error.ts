export const EXIT = {
  success: 0,
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
} as const;

/** An error that the operator can correct. The message says how; it is printed without a stack trace. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    message: string,
    readonly exitCode: number = EXIT.failed,
  ) {
    super(message);
  }
}

/** The command line is wrong in a way that the parser cannot find. */
export function usageError(message: string): CliError {
  return new CliError(message, EXIT.usage);
}
