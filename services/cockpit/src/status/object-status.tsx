import '@ui5/webcomponents-icons/dist/alert.js';
import '@ui5/webcomponents-icons/dist/decline.js';
import '@ui5/webcomponents-icons/dist/error.js';
import '@ui5/webcomponents-icons/dist/pending.js';
import '@ui5/webcomponents-icons/dist/question-mark.js';
import '@ui5/webcomponents-icons/dist/synchronize.js';
import '@ui5/webcomponents-icons/dist/sys-enter-2.js';
import { Icon } from '@ui5/webcomponents-react/Icon';
import { useTexts } from '../texts/texts.js';
import type { StatusAppearance } from './system-status.js';

/** Fiori's object status: icon and text in a semantic colour. */
export function ObjectStatus({ text, tone, icon }: StatusAppearance) {
  const t = useTexts();
  return (
    <span className={`status status-${tone}`}>
      <Icon name={icon} mode="Decorative" />
      <span>{t(text)}</span>
    </span>
  );
}
