import { useSession } from '../sign-in/session-context.js';
import { useTexts } from '../texts/texts.js';
import { EmptyState } from './empty-state.js';
import { navigationFor } from './navigation.js';
import { Page } from './page.js';

/** Shown for an unknown path, and to users whose roles have no pages. */
export function NotFoundPage() {
  const t = useTexts();
  const { user } = useSession();
  const hasPages = navigationFor(user.roles).length > 0;
  return (
    <Page title={t('shell.title')}>
      <EmptyState
        icon="it-system"
        title={t(hasPages ? 'shell.not-found' : 'shell.no-role')}
        help={t(hasPages ? 'shell.not-found-help' : 'shell.no-role-help')}
      />
    </Page>
  );
}
