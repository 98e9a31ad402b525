import { SettingsError } from '@system-landscape/service-kit';
import { readFileSync } from 'node:fs';

const KEY_BYTES = 32;

/** The key that the read model is encrypted with; 32 bytes. @throws SettingsError that names the file */
export function readDataKey(path: string): Buffer {
  let key: Buffer;
  try {
    key = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SettingsError([
      `DATA_KEY_FILE ${path} cannot be read (${code}). Name a file that this process may read.`,
    ]);
  }
  if (key.length !== KEY_BYTES) {
    throw new SettingsError([
      `DATA_KEY_FILE ${path} must hold ${KEY_BYTES} bytes. Make one with \`head -c ${KEY_BYTES} /dev/urandom\`.`,
    ]);
  }
  return key;
}
