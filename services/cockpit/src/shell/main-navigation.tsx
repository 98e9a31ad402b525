import { SideNavigation } from '@ui5/webcomponents-react/SideNavigation';
import { SideNavigationGroup } from '@ui5/webcomponents-react/SideNavigationGroup';
import { SideNavigationItem } from '@ui5/webcomponents-react/SideNavigationItem';
import { useLocation } from 'react-router';
import { useSession } from '../sign-in/session-context.js';
import { useTexts } from '../texts/texts.js';
import { navigationFor } from './navigation.js';

/** The side navigation: the pages that the user's roles may see. */
export function MainNavigation({
  slot,
  onSelect,
}: {
  /** Set by the component that has the navigation in a slot. */
  readonly slot?: string;
  readonly onSelect: (path: string) => void;
}) {
  const t = useTexts();
  const { user } = useSession();
  const { pathname } = useLocation();
  return (
    <SideNavigation
      {...(slot !== undefined && { slot })}
      accessibleName={t('shell.navigation')}
      onSelectionChange={(event) => {
        const { path } = event.detail.item.dataset;
        if (path !== undefined) onSelect(path);
      }}
    >
      {navigationFor(user.roles).map((group) => (
        <SideNavigationGroup key={group.text} text={t(group.text)} expanded>
          {group.items.map(({ path, text, icon }) => (
            <SideNavigationItem
              key={path}
              data-path={path}
              text={t(text)}
              icon={icon}
              selected={pathname === path || pathname.startsWith(`${path}/`)}
            />
          ))}
        </SideNavigationGroup>
      ))}
    </SideNavigation>
  );
}
