import { SCOPE_ID } from '@system-landscape/domain';
import { useState } from 'react';
import type { System } from '../api/api-types.js';
import { toProblem } from '../api/problem.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { TextField } from '../shell/text-field.js';
import { SystemPicker } from '../systems/system-picker.js';
import { useTexts } from '../texts/texts.js';
import { useConfigureEntitlement } from './entitlements.queries.js';

/** Assigns a service plan for a Registered system to a subaccount (N-12). Without `system` the user selects one. */
export function ConfigureDialog({ system, onClose }: { readonly system?: System; readonly onClose: () => void }) {
  const t = useTexts();
  const [subaccount, setSubaccount] = useState('');
  const [service, setService] = useState('');
  const [plan, setPlan] = useState('');
  const [systemId, setSystemId] = useState(system?.id);
  const configure = useConfigureEntitlement(onClose);
  const isSubaccount = SCOPE_ID.test(subaccount);
  const isComplete = isSubaccount && service !== '' && plan !== '' && systemId !== undefined;
  return (
    <ConfirmDialog
      title={t('entitlements.configure')}
      confirm={t('entitlements.configure-confirm')}
      design="Emphasized"
      disabled={!isComplete}
      isBusy={configure.isPending}
      onConfirm={() => systemId !== undefined && configure.mutate({ subaccount, service, plan, systemId })}
      onClose={onClose}
    >
      {configure.error && <ProblemStrip problem={toProblem(configure.error)} />}
      {system ? (
        <p>{t('entitlements.for', { name: system.name })}</p>
      ) : (
        <SystemPicker
          label={t('entitlements.system')}
          isSelectable={({ status }) => status === 'REGISTERED'}
          onSelect={setSystemId}
        />
      )}
      <TextField
        id="subaccount"
        label={t('entitlements.subaccount')}
        value={subaccount}
        required
        error={subaccount === '' || isSubaccount ? undefined : t('entitlements.subaccount-help')}
        onChange={setSubaccount}
      />
      <TextField id="service" label={t('entitlements.service')} value={service} required onChange={setService} />
      <TextField id="plan" label={t('entitlements.plan')} value={plan} required onChange={setPlan} />
    </ConfirmDialog>
  );
}
