import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Bar } from '@ui5/webcomponents-react/Bar';
import { Button } from '@ui5/webcomponents-react/Button';
import { Dialog } from '@ui5/webcomponents-react/Dialog';
import { Label } from '@ui5/webcomponents-react/Label';
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { Option } from '@ui5/webcomponents-react/Option';
import { Select } from '@ui5/webcomponents-react/Select';
import { useRef, useState } from 'react';
import { once, usePlatform } from '../../platform/platform.js';
import { answerOf, problemOf } from '../../platform/problem.js';
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

  // The same wish sent again takes effect once; another one is another wish.
  const sent = useRef<{ readonly wish: string; readonly key: ReturnType<typeof once> }>(undefined);
  const register = useMutation({
    mutationFn: (wish: Wish) => {
      const text = JSON.stringify(wish);
      if (sent.current?.wish !== text) sent.current = { wish: text, key: once() };
      return answerOf(
        http.POST('/v1/global-accounts/{ga}/systems', {
          params: { path: { ga: account }, ...sent.current.key },
          body: wish,
        }),
      );
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['systems'] }),
  });
  const submit = () => {
    setWantsMistakes(true);
    if (!type || mistakeIn(name) || register.isPending) return;
    register.mutate({ name, type: type.id, communicationScenarioGroup: chosenGroup?.id ?? null });
  };

  const { data } = register;
  return (
    <Dialog
      open
      headerText={t(data ? 'register.done-title' : 'register.title')}
      className="dialog"
      onClose={close}
      footer={
        <Bar
          design="Footer"
          endContent={
            data ? (
              <Button design="Emphasized" onClick={close}>
                {t('dialog.close')}
              </Button>
            ) : (
              <>
                <Button design="Emphasized" disabled={!type || register.isPending} onClick={submit}>
                  {t('register.register')}
                </Button>
                <Button onClick={close}>{t('dialog.cancel')}</Button>
              </>
            )
          }
        />
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
    </Dialog>
  );
}
