import { Label } from '@ui5/webcomponents-react/Label';
import { RadioButton } from '@ui5/webcomponents-react/RadioButton';
import { TextArea } from '@ui5/webcomponents-react/TextArea';
import { useState } from 'react';
import type { Incident, Resolution } from '../platform/platform.js';
import { problemOf } from '../platform/problem.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { useTexts } from '../texts/texts.js';
import { useResolution } from './operations.js';

const ACTIONS: readonly Resolution['action'][] = ['retry', 'confirm-removed'];

/** R12: what is done about an incident, and the note that stays in the history. */
export function ResolveIncidentDialog({
  incident,
  close,
}: {
  readonly incident: Incident;
  readonly close: () => void;
}) {
  const t = useTexts();
  const [action, setAction] = useState<Resolution['action']>('retry');
  const [note, setNote] = useState('');
  const resolution = useResolution(incident.systemId);
  const given = note.trim();
  return (
    <ConfirmDialog
      title={t('incidents.resolve-title', { name: incident.systemName })}
      confirm={t('incidents.resolve')}
      design="Emphasized"
      disabled={given === ''}
      isBusy={resolution.isPending}
      onConfirm={() => resolution.mutate({ action, note: given }, { onSuccess: close })}
      close={close}
    >
      {resolution.error && <ProblemStrip problem={problemOf(resolution.error)} />}
      <div role="radiogroup" aria-label={t('incidents.action')} className="choices">
        {ACTIONS.map((each) => (
          <RadioButton
            key={each}
            name="action"
            text={t(`incidents.action.${each}`)}
            checked={action === each}
            wrappingType="Normal"
            onChange={() => setAction(each)}
          />
        ))}
      </div>
      <div className="field">
        <Label for="note" required showColon>
          {t('incidents.note')}
        </Label>
        <TextArea
          id="note"
          rows={4}
          required
          maxlength={1000}
          value={note}
          onInput={(event) => setNote(event.target.value)}
        />
      </div>
    </ConfirmDialog>
  );
}
