import { Button } from '@ui5/webcomponents-react/Button';
import { useState } from 'react';
import type { System } from '../api/api-types.js';
import { Page } from '../shell/page.js';
import { QueryStatus } from '../shell/query-status.js';
import { RefreshButton } from '../shell/refresh-button.js';
import { useSession } from '../sign-in/session-context.js';
import { mayChangeSystems } from '../sign-in/user.js';
import { useTexts } from '../texts/texts.js';
import { ActionDialog } from './action-dialogs.js';
import { RegisterDialog } from './register-system/register-dialog.js';
import type { SystemAction } from './system-actions.js';
import { SystemFilterBar } from './system-filter-bar.js';
import { SystemsTable } from './systems-table.js';
import { useSystems } from './systems.queries.js';
import { useSystemFilter } from './use-system-filter.js';

/** System Landscape > Systems (M-07). */
export default function SystemsPage() {
  const t = useTexts();
  const mayChange = mayChangeSystems(useSession().user);
  const [filter, changeFilter] = useSystemFilter();
  const [resets, setResets] = useState(0);
  const [isRegistering, setIsRegistering] = useState(false);
  const [chosen, setChosen] = useState<{ readonly action: SystemAction; readonly system: System }>();
  const systems = useSystems(filter);

  const clearFilter = () => {
    changeFilter({ q: '', status: '', type: '' });
    // Remounts the filter bar, so that the search field forgets its text.
    setResets(resets + 1);
  };
  const registerButton = mayChange && (
    <Button design="Emphasized" onClick={() => setIsRegistering(true)}>
      {t('register.title')}
    </Button>
  );
  return (
    <Page
      title={t('systems.title')}
      actions={
        <>
          {registerButton}
          <RefreshButton query={systems} />
        </>
      }
      filters={<SystemFilterBar key={resets} filter={filter} onChange={changeFilter} />}
    >
      <QueryStatus query={systems} />
      {!systems.isPending && (
        <SystemsTable
          query={systems}
          filter={filter}
          registerButton={registerButton}
          onClearFilter={clearFilter}
          onAction={(action, system) => setChosen({ action, system })}
        />
      )}
      {isRegistering && <RegisterDialog onClose={() => setIsRegistering(false)} />}
      {chosen && <ActionDialog {...chosen} onClose={() => setChosen(undefined)} />}
    </Page>
  );
}
