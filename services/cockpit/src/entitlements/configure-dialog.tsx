import { useQueryClient } from '@tanstack/react-query';
import { SCOPE_ID } from '@system-landscape/domain';
import { Input } from '@ui5/webcomponents-react/Input';
import { Label } from '@ui5/webcomponents-react/Label';
import { useState } from 'react';
import { usePlatform, type System } from '../platform/platform.js';
import { answerOf, problemOf } from '../platform/problem.js';
import { useWrite } from '../platform/write.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { SystemPicker } from '../systems/system-picker.js';
import { useTexts } from '../texts/texts.js';

/** Assigns a service plan for a Registered system to a subaccount (N-12). */
export function ConfigureDialog({ system, close }: { readonly system?: System; readonly close: () => void }) {
  const t = useTexts();
  const { http, account } = usePlatform();
  const queries = useQueryClient();
  const [subaccount, setSubaccount] = useState('');
  const [service, setService] = useState('');
  const [plan, setPlan] = useState('');
  const [systemId, setSystemId] = useState(system?.id);
  const isSubaccount = SCOPE_ID.test(subaccount);
  const isComplete = isSubaccount && service !== '' && plan !== '' && systemId !== undefined;
  const configure = useWrite(
    (body: { subaccount: string; service: string; plan: string; systemId: string }, once) =>
      answerOf(
        http.POST('/v1/global-accounts/{ga}/entitlement-configurations', {
          params: { path: { ga: account }, ...once },
          body,
        }),
      ),
    {
      onSuccess: () => {
        close();
        return Promise.all(['entitlements', 'systems'].map((one) => queries.invalidateQueries({ queryKey: [one] })));
      },
    },
  );
  return (
    <ConfirmDialog
      title={t('entitlements.configure')}
      confirm={t('entitlements.configure-confirm')}
      design="Emphasized"
      disabled={!isComplete}
      isBusy={configure.isPending}
      onConfirm={() => systemId !== undefined && configure.mutate({ subaccount, service, plan, systemId })}
      close={close}
    >
      {configure.error && <ProblemStrip problem={problemOf(configure.error)} />}
      {system ? (
        <p>{t('entitlements.for', { name: system.name })}</p>
      ) : (
        <SystemPicker
          label={t('entitlements.system')}
          pick={setSystemId}
          mayBePicked={({ status }) => status === 'REGISTERED'}
        />
      )}
      <div className="field">
        <Label for="subaccount" required showColon>
          {t('entitlements.subaccount')}
        </Label>
        <Input
          id="subaccount"
          value={subaccount}
          required
          valueState={subaccount === '' || isSubaccount ? 'None' : 'Negative'}
          valueStateMessage={<span>{t('entitlements.subaccount-help')}</span>}
          onInput={(event) => setSubaccount(event.target.value)}
        />
      </div>
      <div className="field">
        <Label for="service" required showColon>
          {t('entitlements.service')}
        </Label>
        <Input id="service" value={service} required onInput={(event) => setService(event.target.value)} />
      </div>
      <div className="field">
        <Label for="plan" required showColon>
          {t('entitlements.plan')}
        </Label>
        <Input id="plan" value={plan} required onInput={(event) => setPlan(event.target.value)} />
      </div>
    </ConfirmDialog>
  );
}
