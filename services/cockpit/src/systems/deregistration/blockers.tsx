import { Link } from '@ui5/webcomponents-react/Link';
import { useNavigate } from 'react-router';
import type { System } from '../../platform/platform.js';
import type { Blocker } from '../../platform/problem.js';
import { useTexts } from '../../texts/texts.js';

/** What uses a system, each with the way to where it can be removed (M-24). */
export function Blockers({ system, blockers }: { readonly system: System; readonly blockers: readonly Blocker[] }) {
  const t = useTexts();
  const navigate = useNavigate();
  if (blockers.length === 0) return undefined;
  return (
    <ul className="blockers">
      {blockers.map(({ kind, id, name }) => {
        const path = kind === 'formation' ? `/formations/${id}` : `/systems/${system.id}`;
        return (
          <li key={id}>
            {t(`blocker.${kind}`)}{' '}
            <Link
              href={path}
              onClick={(event) => {
                event.preventDefault();
                void navigate(path);
              }}
            >
              {name}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
