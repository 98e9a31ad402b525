import '@ui5/webcomponents-icons/dist/overflow.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { Menu } from '@ui5/webcomponents-react/Menu';
import { MenuItem } from '@ui5/webcomponents-react/MenuItem';
import { useId, useState } from 'react';
import type { System } from '../platform/platform.js';
import { useSession } from '../sign-in/session-context.js';
import { useTexts } from '../texts/texts.js';
import { actionsFor, type SystemAction } from './system-actions.js';

/** What can be done with a system: the first action as a button, the others in a menu. */
export function SystemActionButtons({
  system,
  act,
}: {
  readonly system: System;
  readonly act: (action: SystemAction, system: System) => void;
}) {
  const t = useTexts();
  const id = useId();
  const { person } = useSession();
  const [isOpen, setIsOpen] = useState(false);
  const [first, ...others] = actionsFor(system, person);
  if (first === undefined) return undefined;
  const opener = `actions-${id}`;
  return (
    <span className="row-actions">
      <Button
        design="Transparent"
        accessibleName={t('action.of', { action: t(`action.${first}`), name: system.name })}
        onClick={() => act(first, system)}
      >
        {t(`action.${first}`)}
      </Button>
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
              onClose={() => setIsOpen(false)}
              onItemClick={(event) => {
                const action = event.detail.item.dataset['action'];
                if (action !== undefined) act(action as SystemAction, system);
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
