import { Label } from '@ui5/webcomponents-react/Label';
import { TextArea } from '@ui5/webcomponents-react/TextArea';
import { useState } from 'react';
import type { Extension } from '../api/api-types.js';
import { toProblem } from '../api/problem.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { useTexts } from '../texts/texts.js';
import { useRedeemToken } from './extensions.queries.js';

interface NewExtensionDialogProps {
  readonly onRedeemed: (extension: Extension) => void;
  readonly onClose: () => void;
}

/** *New*: the tenant's administrator enters the integration token and saves (M-04, M-19). */
export function NewExtensionDialog({ onRedeemed, onClose }: NewExtensionDialogProps) {
  const t = useTexts();
  const [token, setToken] = useState('');
  const redemption = useRedeemToken();
  const trimmed = token.trim();
  return (
    <ConfirmDialog
      title={t('extensions.new-title')}
      confirm={t('extensions.save')}
      design="Emphasized"
      disabled={trimmed === ''}
      isBusy={redemption.isPending}
      onConfirm={() => redemption.mutate(trimmed, { onSuccess: onRedeemed })}
      onClose={onClose}
    >
      {redemption.error && <ProblemStrip problem={toProblem(redemption.error)} />}
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
