import '@ui5/webcomponents-icons/dist/refresh.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { useTexts } from '../texts/texts.js';

/** Fetches a query again. */
export function RefreshButton({ query }: { readonly query: { readonly refetch: () => Promise<unknown> } }) {
  const t = useTexts();
  return (
    <Button
      icon="refresh"
      design="Transparent"
      accessibleName={t('systems.refresh')}
      tooltip={t('systems.refresh')}
      onClick={() => void query.refetch()}
    />
  );
}
