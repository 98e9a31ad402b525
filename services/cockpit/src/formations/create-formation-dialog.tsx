import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { toProblem } from '../api/problem.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { TextField } from '../shell/text-field.js';
import { NameInput } from '../systems/name-input.js';
import { nameErrorIn } from '../systems/system-name.js';
import { useTexts } from '../texts/texts.js';
import { useCreateFormation } from './formations.queries.js';

/** Creates a formation and opens its page. */
export function CreateFormationDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [type, setType] = useState('');
  const [isSubmitted, setIsSubmitted] = useState(false);
  const create = useCreateFormation(async ({ id }) => {
    onClose();
    await navigate(`/formations/${id}`);
  });
  const submit = () => {
    setIsSubmitted(true);
    if (!nameErrorIn(name)) create.mutate({ name, type: type === '' ? null : type });
  };
  return (
    <ConfirmDialog
      title={t('formations.create')}
      confirm={t('formations.create-confirm')}
      design="Emphasized"
      isBusy={create.isPending}
      onConfirm={submit}
      onClose={onClose}
    >
      {create.error && <ProblemStrip problem={toProblem(create.error)} />}
      <NameInput name={name} isSubmitted={isSubmitted} onChange={setName} onSubmit={submit} />
      <TextField
        id="formation-type"
        label={t('formations.type')}
        value={type}
        help={t('formations.type-help')}
        onChange={setType}
      />
      <MessageStrip design="Information" hideCloseButton>
        {t('notice.encrypted')}
      </MessageStrip>
    </ConfirmDialog>
  );
}
