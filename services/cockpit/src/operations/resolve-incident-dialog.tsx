import { Label } from '@ui5/webcomponents-react/Label';
import { RadioButton } from '@ui5/webcomponents-react/RadioButton';
import { TextArea } from '@ui5/webcomponents-react/TextArea';
import { useState } from 'react';
import type { Incident, Resolution } from '../api/api-types.js';
import { toProblem } from '../api/problem.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { useTexts } from '../texts/texts.js';
import { useResolveIncident } from './operations.queries.js';

const ACTIONS: readonly Resolution['action'][] = ['retry', 'confirm-removed'];

/** R12: selects how an incident is resolved, with a note for the history. */
export function ResolveIncidentDialog({
  incident,
  onClose,
}: {
  readonly incident: Incident;
  readonly onClose: () => void;
}) {
  const t = useTexts();
  const [action, setAction] = useState<Resolution['action']>('retry');
  const [note, setNote] = useState('');
  const resolution = useResolveIncident(incident.systemId);
  const trimmedNote = note.trim();
  return (
    <ConfirmDialog
      title={t('incidents.resolve-title', { name: incident.systemName })}
      confirm={t('incidents.resolve')}
      design="Emphasized"
      disabled={trimmedNote === ''}
      isBusy={resolution.isPending}
      onConfirm={() => resolution.mutate({ action, note: trimmedNote }, { onSuccess: onClose })}
      onClose={onClose}
    >
      {resolution.error && <ProblemStrip problem={toProblem(resolution.error)} />}
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
