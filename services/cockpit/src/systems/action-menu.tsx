import '@ui5/webcomponents-icons/dist/overflow.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { Menu } from '@ui5/webcomponents-react/Menu';
import { MenuItem } from '@ui5/webcomponents-react/MenuItem';
import { useId, useRef, useState } from 'react';
import { useTexts } from '../texts/texts.js';
import type { SystemAction } from './system-actions.js';

/** An overflow button that opens a menu of actions. */
export function ActionMenu({
  label,
  actions,
  onSelect,
}: {
  readonly label: string;
  readonly actions: readonly SystemAction[];
  readonly onSelect: (action: SystemAction) => void;
}) {
  const t = useTexts();
  const opener = `actions-${useId()}`;
  const [isOpen, setIsOpen] = useState(false);
  const selected = useRef<SystemAction>(undefined);
  return (
    <>
      <Button
        id={opener}
        icon="overflow"
        design="Transparent"
        accessibleName={label}
        tooltip={label}
        accessibilityAttributes={{ hasPopup: 'menu', expanded: isOpen }}
        onClick={() => setIsOpen(true)}
      />
      {isOpen && (
        <Menu
          open
          opener={opener}
          onItemClick={(event) => {
            selected.current = event.detail.item.dataset['action'] as SystemAction | undefined;
          }}
          // Only after closing has the opener the focus, to which the action's dialog returns it.
          onClose={() => {
            setIsOpen(false);
            if (selected.current !== undefined) onSelect(selected.current);
            selected.current = undefined;
          }}
        >
          {actions.map((action) => (
            <MenuItem key={action} text={t(`action.${action}`)} data-action={action} />
          ))}
        </Menu>
      )}
    </>
  );
}
