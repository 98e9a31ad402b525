import { Bar } from '@ui5/webcomponents-react/Bar';
import { Button } from '@ui5/webcomponents-react/Button';
import { Dialog } from '@ui5/webcomponents-react/Dialog';
import { Label } from '@ui5/webcomponents-react/Label';
import { TextArea } from '@ui5/webcomponents-react/TextArea';
import { useState } from 'react';
import { problemOf } from '../platform/problem.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { useTexts } from '../texts/texts.js';
import { useRedemption } from './extensions.js';

/** *New*: the tenant's administrator pastes the integration token and saves (M-04, M-19). */
export function NewExtensionDialog({ close }: { readonly close: () => void }) {
  const t = useTexts();
  const [token, setToken] = useState('');
  const redemption = useRedemption();
  const given = token.trim();
  const save = () => redemption.mutate(given, { onSuccess: close });
  return (
    <Dialog
      open
      headerText={t('extensions.new-title')}
      onClose={close}
      footer={
        <Bar
          design="Footer"
          endContent={
            <>
              <Button design="Emphasized" disabled={given === '' || redemption.isPending} onClick={save}>
                {t('extensions.save')}
              </Button>
              <Button design="Transparent" onClick={close}>
                {t('dialog.cancel')}
              </Button>
            </>
          }
        />
      }
    >
      <div className="dialog-content">
        {redemption.error && <ProblemStrip problem={problemOf(redemption.error)} />}
        <p>{t('extensions.new-help')}</p>
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
    </Dialog>
  );
}
