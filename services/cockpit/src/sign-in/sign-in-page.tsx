import { Button } from '@ui5/webcomponents-react/Button';
import { Title } from '@ui5/webcomponents-react/Title';
import { useTexts, type TextKey } from '../texts/texts.js';
import { clearSignedOut } from './session.js';

/** Shown while nobody is signed in: why, and a button to sign in. */
export function SignInPage({
  title,
  help,
  detail,
}: {
  readonly title: TextKey;
  readonly help: TextKey;
  readonly detail?: string;
}) {
  const t = useTexts();
  return (
    <main className="sign-in-page">
      <img src="/logo.svg" alt="" width="64" height="64" />
      <Title level="H1" size="H3">
        {t(title)}
      </Title>
      <p>{t(help)}</p>
      {detail !== undefined && <p className="problem-words">{detail}</p>}
      <Button design="Emphasized" onClick={signInFromStart}>
        {t('sign-in.enter')}
      </Button>
    </main>
  );
}

function signInFromStart(): void {
  clearSignedOut();
  window.location.assign('/');
}
