import { loadVerificationKeys, type VerificationKeys } from '@system-landscape/integration-token';
import { SagaSettings } from '@system-landscape/saga';
import { Env, ReloadedFile } from '@system-landscape/service-kit';
import { IsDefined } from 'class-validator';

/** Settings of registration; the README has the table. */
export class RegistrationSettings extends SagaSettings {
  @Env('INTEGRATION_TOKEN_JWKS', verificationKeysIn)
  @IsDefined({ message: '$property must name the public JWKS file that verifies integration tokens' })
  private readonly verificationKeyFile!: ReloadedFile<VerificationKeys>;

  /** As the file has them now. */
  get verificationKeys(): VerificationKeys {
    return this.verificationKeyFile.current;
  }
}

function verificationKeysIn(path: string): ReloadedFile<VerificationKeys> {
  try {
    return new ReloadedFile(path, loadVerificationKeys);
  } catch (error) {
    throw new Error(`names a key file that cannot be used: ${(error as Error).message}`, { cause: error });
  }
}
