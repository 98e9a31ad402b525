import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { useTexts } from '../../texts/texts.js';
import { TokenPanel } from '../token/token-panel.js';
import type { RegisterSystem } from './use-register-system.js';

/** After the registration: its confirmation and the integration token (M-10, M-11). */
export function RegisteredNotice({
  result: { system, integrationToken, nextStep },
}: {
  readonly result: NonNullable<RegisterSystem['data']>;
}) {
  const t = useTexts();
  return (
    <div className="stack">
      <MessageStrip design="Positive" hideCloseButton role="status">
        {t('register.done', { name: system.name })}
      </MessageStrip>
      <TokenPanel system={system} token={integrationToken} procedure={nextStep.url} />
    </div>
  );
}
