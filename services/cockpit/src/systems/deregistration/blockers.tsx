import type { System } from '../../api/api-types.js';
import type { Blocker } from '../../api/problem.js';
import { RouterLink } from '../../shell/router-link.js';
import { useTexts } from '../../texts/texts.js';

/** What uses a system, each with a link to the page where it can be removed (M-24). */
export function Blockers({ system, blockers }: { readonly system: System; readonly blockers: readonly Blocker[] }) {
  const t = useTexts();
  if (blockers.length === 0) return undefined;
  return (
    <ul className="blockers">
      {blockers.map(({ kind, id, name }) => (
        <li key={id}>
          {t(`blocker.${kind}`)}{' '}
          <RouterLink wrap path={kind === 'formation' ? `/formations/${id}` : `/systems/${system.id}`}>
            {name}
          </RouterLink>
        </li>
      ))}
    </ul>
  );
}
