import { useQueryClient } from '@tanstack/react-query';
import { Input } from '@ui5/webcomponents-react/Input';
import { Label } from '@ui5/webcomponents-react/Label';
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { usePlatform } from '../platform/platform.js';
import { answerOf, problemOf } from '../platform/problem.js';
import { useWrite } from '../platform/write.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { NameInput } from '../systems/name-input.js';
import { mistakeIn } from '../systems/system-name.js';
import { useTexts } from '../texts/texts.js';

/** Creates a formation and opens it. */
export function CreateDialog({ close }: { readonly close: () => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const { http, account } = usePlatform();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [type, setType] = useState('');
  const [wantsMistakes, setWantsMistakes] = useState(false);
  const create = useWrite(
    (body: { name: string; type: string | null }, once) =>
      answerOf(http.POST('/v1/global-accounts/{ga}/formations', { params: { path: { ga: account }, ...once }, body })),
    {
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: ['formations'] });
        close();
        await navigate(`/formations/${id}`);
      },
    },
  );
  const submit = () => {
    setWantsMistakes(true);
    if (!mistakeIn(name)) create.mutate({ name, type: type === '' ? null : type });
  };
  return (
    <ConfirmDialog
      title={t('formations.create')}
      confirm={t('formations.create-confirm')}
      design="Emphasized"
      isBusy={create.isPending}
      onConfirm={submit}
      close={close}
    >
      {create.error && <ProblemStrip problem={problemOf(create.error)} />}
      <NameInput name={name} change={setName} submit={submit} showMistake={wantsMistakes} />
      <div className="field">
        <Label for="formation-type" showColon>
          {t('formations.type')}
        </Label>
        <Input id="formation-type" value={type} onInput={(event) => setType(event.target.value)} />
        <span className="subtle">{t('formations.type-help')}</span>
      </div>
      <MessageStrip design="Information" hideCloseButton>
        {t('notice.encrypted')}
      </MessageStrip>
    </ConfirmDialog>
  );
}
