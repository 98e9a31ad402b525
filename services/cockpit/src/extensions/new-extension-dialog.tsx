import { Label } from '@ui5/webcomponents-react/Label';
import { TextArea } from '@ui5/webcomponents-react/TextArea';
import { useState } from 'react';
import { problemOf } from '../platform/problem.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { useTexts } from '../texts/texts.js';
import { useRedemption } from './extensions.js';

/** *New*: the tenant's administrator pastes the integration token and saves (M-04, M-19). */
export function NewExtensionDialog({ close }: { readonly close: () => void }) {
  const t = useTexts();
  const [token, setToken] = useState('');
  const redemption = useRedemption();
  const given = token.trim();
  return (
    <ConfirmDialog
      title={t('extensions.new-title')}
      confirm={t('extensions.save')}
      design="Emphasized"
      disabled={given === ''}
      isBusy={redemption.isPending}
      onConfirm={() => redemption.mutate(given, { onSuccess: close })}
      close={close}
    >
      {redemption.error && <ProblemStrip problem={problemOf(redemption.error)} />}
      <p>{t('extensions.new-help')}</p>
      <div className="field">
        <Label for="integration-token" required showColon>
          {t('extensions.token')}
        </Label>
        <TextArea
          id="integration-token"
          rows={6}
          required
          maxlength={4096}
          value={token}
          onInput={(event) => setToken(event.target.value)}
        />
      </div>
    </ConfirmDialog>
  );
}
