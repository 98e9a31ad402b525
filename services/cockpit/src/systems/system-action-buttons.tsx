import { Button } from '@ui5/webcomponents-react/Button';
import type { System } from '../api/api-types.js';
import { useSession } from '../sign-in/session-context.js';
import { useTexts } from '../texts/texts.js';
import { ActionMenu } from './action-menu.js';
import { actionsFor, type SystemAction } from './system-actions.js';

/** The actions of a system: the first one as a button, the others in a menu; on a narrow screen all in the menu. */
export function SystemActionButtons({
  system,
  onAction,
  isNarrow = false,
}: {
  readonly system: System;
  readonly onAction: (action: SystemAction, system: System) => void;
  readonly isNarrow?: boolean;
}) {
  const t = useTexts();
  const { user } = useSession();
  const actions = actionsFor(system, user);
  if (actions.length === 0) return undefined;
  const first = isNarrow ? undefined : actions[0];
  const others = actions.filter((action) => action !== first);
  return (
    <span className="row-actions">
      {first !== undefined && (
        <Button
          design="Transparent"
          accessibleName={t('action.of', { action: t(`action.${first}`), name: system.name })}
          onClick={() => onAction(first, system)}
        >
          {t(`action.${first}`)}
        </Button>
      )}
      {others.length > 0 && (
        <ActionMenu
          label={t('action.more', { name: system.name })}
          actions={others}
          onSelect={(action) => onAction(action, system)}
        />
      )}
    </span>
  );
}
