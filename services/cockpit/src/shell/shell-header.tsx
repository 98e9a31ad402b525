import '@ui5/webcomponents-icons/dist/menu2.js';
import { Avatar } from '@ui5/webcomponents-react/Avatar';
import { Button } from '@ui5/webcomponents-react/Button';
import { ShellBar } from '@ui5/webcomponents-react/ShellBar';
import { ShellBarBranding } from '@ui5/webcomponents-react/ShellBarBranding';
import { useSession } from '../sign-in/session-context.js';
import { useTexts } from '../texts/texts.js';
import { USER_MENU_OPENER } from './user-menu.js';

/** The bar on top: toggle of the navigation, title, account or tenant, and the avatar that opens the user menu. */
export function ShellHeader({
  slot,
  isUserMenuOpen,
  onToggleNavigation,
  onOpenStart,
  onOpenUserMenu,
}: {
  /** Set by the component that has the header in a slot. */
  readonly slot?: string;
  readonly isUserMenuOpen: boolean;
  readonly onToggleNavigation: () => void;
  readonly onOpenStart: () => void;
  readonly onOpenUserMenu: () => void;
}) {
  const t = useTexts();
  const { user } = useSession();
  const menuName = t('user.menu', { name: user.name });
  return (
    <ShellBar
      {...(slot !== undefined && { slot })}
      startButton={
        <Button icon="menu2" accessibleName={t('shell.menu')} tooltip={t('shell.menu')} onClick={onToggleNavigation} />
      }
      branding={
        <ShellBarBranding
          logo={<img src="/logo.svg" alt="" />}
          accessibleName={t('shell.title')}
          onClick={(event) => {
            event.preventDefault();
            onOpenStart();
          }}
        >
          {t('shell.title')}
        </ShellBarBranding>
      }
      content={<span className="subtle">{user.globalAccountId ?? user.tenantId}</span>}
      profile={<Avatar id={USER_MENU_OPENER} initials={initialsOf(user.name)} accessibleName={menuName} />}
      accessibilityAttributes={{ profile: { name: menuName, hasPopup: 'dialog', expanded: isUserMenuOpen } }}
      onProfileClick={(event) => {
        event.preventDefault();
        onOpenUserMenu();
      }}
    />
  );
}

function initialsOf(name: string): string {
  const words = name.split(/[\s.-]+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}
