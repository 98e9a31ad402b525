import { Button } from '@ui5/webcomponents-react/Button';
import { Title } from '@ui5/webcomponents-react/Title';
import { useTexts, type TextKey } from '../texts/texts.js';

/** Before somebody is signed in: what is the matter, and the way in. */
export function Door({
  title,
  help,
  detail,
  enter,
}: {
  readonly title: TextKey;
  readonly help: TextKey;
  readonly detail?: string;
  readonly enter: () => void;
}) {
  const t = useTexts();
  return (
    <main className="door">
      <img src="/logo.svg" alt="" width="64" height="64" />
      <Title level="H1" size="H3">
        {t(title)}
      </Title>
      <p>{t(help)}</p>
      {detail !== undefined && <p className="problem-words">{detail}</p>}
      <Button design="Emphasized" onClick={enter}>
        {t('sign-in.enter')}
      </Button>
    </main>
  );
}
