import { Label } from '@ui5/webcomponents-react/Label';
import { Link } from '@ui5/webcomponents-react/Link';
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { TextArea } from '@ui5/webcomponents-react/TextArea';
import type { IntegrationToken, System } from '../../api/api-types.js';
import { CopyButton } from '../../shell/copy-button.js';
import { useLanguage, useTexts } from '../../texts/texts.js';
import { formatDateTime } from '../../time/date-time.js';
import { useTypeLabel } from '../systems.queries.js';
import { TokenCountdown } from './token-countdown.js';

/** The gateway's page about the tenant's side; the response to a registration may name another one. */
const DEFAULT_PROCEDURE = '/docs/tenant-side';

/** The token and its validity, and a message for the tenant's administrator, both to copy (M-11, M-12, M-27). */
export function TokenPanel({
  system,
  token,
  procedure = new URL(DEFAULT_PROCEDURE, window.location.origin).href,
}: {
  readonly system: System;
  readonly token: IntegrationToken;
  readonly procedure?: string;
}) {
  const t = useTexts();
  const language = useLanguage();
  const labelOf = useTypeLabel();
  const message = t('token.message', {
    name: system.name,
    type: labelOf(system.type),
    token: token.value,
    until: formatDateTime(token.expiresAt, language),
    procedure,
  });
  return (
    <div className="stack">
      {token.replaced && (
        <MessageStrip design="Information" hideCloseButton role="status">
          {t('token.replaced')}
        </MessageStrip>
      )}
      <p>{t('token.explained')}</p>
      <div className="field">
        <Label for="token-text">{t('token.label')}</Label>
        <TextArea id="token-text" className="token-text" value={token.value} readonly rows={5} />
      </div>
      <div className="side-by-side">
        <CopyButton text={token.value} label={t('token.copy')} labelled="Emphasized" />
        <TokenCountdown until={token.expiresAt} />
      </div>
      <div className="field">
        <Label for="token-message">{t('token.message-label')}</Label>
        <TextArea id="token-message" value={message} readonly rows={6} />
      </div>
      <div className="side-by-side">
        <CopyButton text={message} label={t('token.copy-message')} labelled="Transparent" />
        <Link href={procedure} target="_blank">
          {t('token.procedure')}
        </Link>
      </div>
    </div>
  );
}
