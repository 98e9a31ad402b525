import { Label } from '@ui5/webcomponents-react/Label';
import { Link } from '@ui5/webcomponents-react/Link';
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { TextArea } from '@ui5/webcomponents-react/TextArea';
import type { IntegrationToken, System } from '../../platform/platform.js';
import { CopyButton } from '../../shell/copy-button.js';
import { useLanguage, useTexts } from '../../texts/texts.js';
import { leftUntil } from '../../time/countdown.js';
import { inReadersZone, Moment } from '../../time/moment.js';
import { useNow } from '../../time/use-now.js';
import { useTypeLabel } from '../systems.js';

/** The gateway's own page; the answer to a registration may name another one. */
const PROCEDURE = '/docs/tenant-side';

/** The token to copy, how long it is valid, and what to tell the administrator of the tenant (M-11, M-12, M-27). */
export function TokenPanel({
  system,
  token,
  procedure = new URL(PROCEDURE, window.location.origin).href,
}: {
  readonly system: System;
  readonly token: IntegrationToken;
  readonly procedure?: string;
}) {
  const t = useTexts();
  const language = useLanguage();
  const labelOf = useTypeLabel();
  const letter = t('token.letter', {
    name: system.name,
    type: labelOf(system.type),
    token: token.value,
    until: inReadersZone(token.expiresAt, language),
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
        <CopyButton text={token.value} label={t('token.copy')} words="Emphasized" />
        <Countdown until={token.expiresAt} />
      </div>
      <div className="field">
        <Label for="token-letter">{t('token.letter-label')}</Label>
        <TextArea id="token-letter" value={letter} readonly rows={6} />
      </div>
      <div className="side-by-side">
        <CopyButton text={letter} label={t('token.copy-letter')} words="Transparent" />
        <Link href={procedure} target="_blank">
          {t('token.procedure')}
        </Link>
      </div>
    </div>
  );
}

function Countdown({ until }: { readonly until: string }) {
  const t = useTexts();
  const left = leftUntil(Date.parse(until), useNow());
  if (left.text === 'countdown.over') return <span className="status-negative">{t('token.expired')}</span>;
  return (
    <span role="timer" title={until}>
      {t('token.valid-for', { left: t(left.text, left.values) })} (<Moment at={until} />)
    </span>
  );
}
