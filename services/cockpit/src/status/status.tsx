import '@ui5/webcomponents-icons/dist/alert.js';
import '@ui5/webcomponents-icons/dist/decline.js';
import '@ui5/webcomponents-icons/dist/error.js';
import '@ui5/webcomponents-icons/dist/pending.js';
import '@ui5/webcomponents-icons/dist/synchronize.js';
import '@ui5/webcomponents-icons/dist/sys-enter-2.js';
import { Icon } from '@ui5/webcomponents-react/Icon';
import { useTexts } from '../texts/texts.js';
import type { Appearance } from './system-status.js';

/** A status as Fiori's object status shows it. */
export function Status({ text, tone, icon }: Appearance) {
  const t = useTexts();
  return (
    <span className={`status status-${tone}`}>
      <Icon name={icon} mode="Decorative" />
      <span>{t(text)}</span>
    </span>
  );
}
