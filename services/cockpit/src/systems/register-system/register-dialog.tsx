import { useQueryClient } from '@tanstack/react-query';
import { Button } from '@ui5/webcomponents-react/Button';
import { Label } from '@ui5/webcomponents-react/Label';
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { Option } from '@ui5/webcomponents-react/Option';
import { Select } from '@ui5/webcomponents-react/Select';
import { useState } from 'react';
import { usePlatform } from '../../platform/platform.js';
import { answerOf, problemOf } from '../../platform/problem.js';
import { useWrite } from '../../platform/write.js';
import { ModalDialog } from '../../shell/modal-dialog.js';
import { ProblemStrip } from '../../shell/problem-strip.js';
import { useTexts } from '../../texts/texts.js';
import { NameInput } from '../name-input.js';
import { mistakeIn } from '../system-name.js';
import { useSystemTypes } from '../systems.js';
import { TokenPanel } from '../token/token-panel.js';

interface Wish {
  readonly name: string;
  readonly type: string;
  readonly communicationScenarioGroup: string | null;
}

/** Asks for name and type, confirms with Register (M-08), then shows the token (M-10, M-11). */
export function RegisterDialog({ close }: { readonly close: () => void }) {
  const t = useTexts();
  const { http, account } = usePlatform();
  const queries = useQueryClient();
  const catalogue = useSystemTypes();
  const [name, setName] = useState('');
  const [wantsMistakes, setWantsMistakes] = useState(false);
  const [typeId, setTypeId] = useState<string>();
  const [group, setGroup] = useState('all');
  const type = catalogue.data?.types.find(({ id }) => id === typeId) ?? catalogue.data?.types[0];
  const groups = catalogue.data?.scenarioGroups.filter(({ id }) => type?.scenarioGroups.includes(id)) ?? [];
  const chosenGroup = groups.find(({ id }) => id === group) ?? groups[0];

  const register = useWrite(
    (body: Wish, once) =>
      answerOf(http.POST('/v1/global-accounts/{ga}/systems', { params: { path: { ga: account }, ...once }, body })),
    { onSuccess: () => queries.invalidateQueries({ queryKey: ['systems'] }) },
  );
  const submit = () => {
    setWantsMistakes(true);
    if (!type || mistakeIn(name)) return;
    register.mutate({ name, type: type.id, communicationScenarioGroup: chosenGroup?.id ?? null });
  };

  const { data } = register;
  return (
    <ModalDialog
      title={t(data ? 'register.done-title' : 'register.title')}
      close={close}
      buttons={
        data ? (
          <Button design="Emphasized" onClick={close}>
            {t('dialog.close')}
          </Button>
        ) : (
          <>
            <Button design="Emphasized" disabled={!type} loading={register.isPending} onClick={submit}>
              {t('register.register')}
            </Button>
            <Button onClick={close}>{t('dialog.cancel')}</Button>
          </>
        )
      }
    >
      {catalogue.error && <ProblemStrip problem={problemOf(catalogue.error)} retry={() => void catalogue.refetch()} />}
      {register.error && <ProblemStrip problem={problemOf(register.error)} />}
      {data ? (
        <div className="stack">
          <MessageStrip design="Positive" hideCloseButton role="status">
            {t('register.done', { name: data.system.name })}
          </MessageStrip>
          <TokenPanel system={data.system} token={data.integrationToken} procedure={data.nextStep.url} />
        </div>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <NameInput name={name} change={setName} submit={submit} showMistake={wantsMistakes} />
          <div className="field">
            <Label for="register-type" required showColon>
              {t('systems.type')}
            </Label>
            <Select
              id="register-type"
              value={type?.id ?? ''}
              onChange={(event) => setTypeId(event.detail.selectedOption.value)}
            >
              {catalogue.data?.types.map(({ id, label }) => (
                <Option key={id} value={id}>
                  {label}
                </Option>
              ))}
            </Select>
          </div>
          {chosenGroup && (
            <div className="field">
              <Label for="register-group" required showColon>
                {t('register.group')}
              </Label>
              <Select
                id="register-group"
                value={chosenGroup.id}
                onChange={(event) => setGroup(event.detail.selectedOption.value ?? 'all')}
              >
                {groups.map(({ id, label }) => (
                  <Option key={id} value={id}>
                    {label}
                  </Option>
                ))}
              </Select>
              <span className="subtle">{t('register.group-help')}</span>
            </div>
          )}
          <MessageStrip design="Information" hideCloseButton>
            {t('notice.encrypted')}
          </MessageStrip>
        </form>
      )}
    </ModalDialog>
  );
}
