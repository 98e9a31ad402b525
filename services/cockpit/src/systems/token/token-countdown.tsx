import { useTexts } from '../../texts/texts.js';
import { timeLeft } from '../../time/countdown.js';
import { DateTime } from '../../time/date-time.js';
import { useNow } from '../../time/use-now.js';

/** How long a token is still valid. @param until RFC 3339 */
export function TokenCountdown({ until }: { readonly until: string }) {
  const t = useTexts();
  const left = timeLeft(Date.parse(until), useNow());
  if (left.text === 'countdown.over') return <span className="status-negative">{t('token.expired')}</span>;
  return (
    <span role="timer" title={until}>
      {t('token.valid-for', { left: t(left.text, left.values) })} (<DateTime at={until} />)
    </span>
  );
}
