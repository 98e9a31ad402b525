import { NavigationLayout } from '@ui5/webcomponents-react/NavigationLayout';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useSession } from '../sign-in/session-context.js';
import { useTexts } from '../texts/texts.js';
import { ConnectionStrip } from './connection-strip.js';
import { MainNavigation } from './main-navigation.js';
import { startFor } from './navigation.js';
import { PageRoutes } from './page-routes.js';
import { ShellHeader } from './shell-header.js';
import { useNavigationMode } from './use-navigation-mode.js';
import { UserMenu } from './user-menu.js';

/** The frame of all pages: header, side navigation, page. */
export function Shell() {
  const t = useTexts();
  const navigate = useNavigate();
  const start = startFor(useSession().user.roles);
  const { mode, toggle, collapseOnNarrowScreen } = useNavigationMode();
  const [isUserMenuOpen, setIsUserMenuOpen] = useState(false);
  const open = (path: string | undefined) => {
    if (path === undefined) return;
    collapseOnNarrowScreen();
    void navigate(path);
  };
  return (
    <>
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      <NavigationLayout
        mode={mode}
        header={
          <ShellHeader
            isUserMenuOpen={isUserMenuOpen}
            onToggleNavigation={toggle}
            onOpenStart={() => open(start)}
            onOpenUserMenu={() => setIsUserMenuOpen(true)}
          />
        }
        sideContent={<MainNavigation onSelect={open} />}
      >
        <ConnectionStrip />
        <PageRoutes />
      </NavigationLayout>
      <UserMenu open={isUserMenuOpen} onClose={() => setIsUserMenuOpen(false)} />
    </>
  );
}
