import '@ui5/webcomponents-icons/dist/overflow.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { Menu } from '@ui5/webcomponents-react/Menu';
import { MenuItem } from '@ui5/webcomponents-react/MenuItem';
import { useId, useRef, useState } from 'react';
import type { System } from '../platform/platform.js';
import { useSession } from '../sign-in/session-context.js';
import { useTexts } from '../texts/texts.js';
import { actionsFor, type SystemAction } from './system-actions.js';

/** What can be done with a system: the first action as a button, the others in a menu; where it is narrow, all of them. */
export function SystemActionButtons({
  system,
  act,
  isNarrow = false,
}: {
  readonly system: System;
  readonly act: (action: SystemAction, system: System) => void;
  readonly isNarrow?: boolean;
}) {
  const t = useTexts();
  const id = useId();
  const { person } = useSession();
  const [isOpen, setIsOpen] = useState(false);
  const chosen = useRef<SystemAction>(undefined);
  const actions = actionsFor(system, person);
  if (actions.length === 0) return undefined;
  const first = isNarrow ? undefined : actions[0];
  const others = actions.filter((action) => action !== first);
  const opener = `actions-${id}`;
  return (
    <span className="row-actions">
      {first !== undefined && (
        <Button
          design="Transparent"
          accessibleName={t('action.of', { action: t(`action.${first}`), name: system.name })}
          onClick={() => act(first, system)}
        >
          {t(`action.${first}`)}
        </Button>
      )}
      {others.length > 0 && (
        <>
          <Button
            id={opener}
            icon="overflow"
            design="Transparent"
            accessibleName={t('action.more', { name: system.name })}
            tooltip={t('action.more', { name: system.name })}
            accessibilityAttributes={{ hasPopup: 'menu', expanded: isOpen }}
            onClick={() => setIsOpen(true)}
          />
          {isOpen && (
            <Menu
              open
              opener={opener}
              onItemClick={(event) => {
                chosen.current = event.detail.item.dataset['action'] as SystemAction | undefined;
              }}
              // Only now the focus is back on the opener, where the dialog of the action leaves it in the end.
              onClose={() => {
                setIsOpen(false);
                if (chosen.current !== undefined) act(chosen.current, system);
                chosen.current = undefined;
              }}
            >
              {others.map((action) => (
                <MenuItem key={action} text={t(`action.${action}`)} data-action={action} />
              ))}
            </Menu>
          )}
        </>
      )}
    </span>
  );
}
