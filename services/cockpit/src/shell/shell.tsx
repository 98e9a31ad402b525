import '@ui5/webcomponents-icons/dist/log.js';
import '@ui5/webcomponents-icons/dist/menu2.js';
import { Avatar } from '@ui5/webcomponents-react/Avatar';
import { Button } from '@ui5/webcomponents-react/Button';
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { NavigationLayout } from '@ui5/webcomponents-react/NavigationLayout';
import { ShellBar } from '@ui5/webcomponents-react/ShellBar';
import { ShellBarBranding } from '@ui5/webcomponents-react/ShellBarBranding';
import { SideNavigation } from '@ui5/webcomponents-react/SideNavigation';
import { SideNavigationGroup } from '@ui5/webcomponents-react/SideNavigationGroup';
import { SideNavigationItem } from '@ui5/webcomponents-react/SideNavigationItem';
import { Suspense, useContext, useState, useSyncExternalStore } from 'react';
import { Navigate, Route, Routes, useLocation, useNavigate } from 'react-router';
import { LiveEventsContext, type Connection } from '../live/live-events.js';
import { useSession } from '../sign-in/session-context.js';
import { useTexts } from '../texts/texts.js';
import { EmptyState } from './empty-state.js';
import { isNarrow } from './narrow.js';
import { navigationFor, startFor } from './navigation.js';
import { Loading, Page } from './page.js';
import { PAGES } from './pages.js';
import { PersonMenu } from './person-menu.js';

/** Bar above, navigation at the side, the page beside it. */
export function Shell() {
  const t = useTexts();
  const { person } = useSession();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const [mode, setMode] = useState<'Auto' | 'Collapsed' | 'Expanded'>('Auto');
  const [menuOpen, setMenuOpen] = useState(false);
  const groups = navigationFor(person.roles);
  const start = startFor(person.roles);
  const personMenu = t('person.menu', { name: person.name });

  const toggle = () => {
    const expanded = mode === 'Expanded' || (mode === 'Auto' && !isNarrow());
    setMode(expanded ? 'Collapsed' : 'Expanded');
  };
  const open = (path: string | undefined) => {
    if (path === undefined) return;
    if (isNarrow()) setMode('Collapsed');
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
          <ShellBar
            startButton={
              <Button icon="menu2" accessibleName={t('shell.menu')} tooltip={t('shell.menu')} onClick={toggle} />
            }
            branding={
              <ShellBarBranding
                logo={<img src="/logo.svg" alt="" />}
                accessibleName={t('shell.title')}
                onClick={(event) => {
                  event.preventDefault();
                  open(start);
                }}
              >
                {t('shell.title')}
              </ShellBarBranding>
            }
            content={<span className="subtle">{person.globalAccountId ?? person.tenantId}</span>}
            profile={<Avatar id="person" initials={initialsOf(person.name)} accessibleName={personMenu} />}
            accessibilityAttributes={{ profile: { name: personMenu, hasPopup: 'dialog', expanded: menuOpen } }}
            onProfileClick={(event) => {
              event.preventDefault();
              setMenuOpen(true);
            }}
          />
        }
        sideContent={
          <SideNavigation
            accessibleName={t('shell.navigation')}
            onSelectionChange={(event) => open(event.detail.item.dataset['path'])}
          >
            {groups.map((group) => (
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
        }
      >
        <ConnectionStrip />
        <Suspense fallback={<Loading />}>
          <Routes>
            {Object.entries(PAGES).map(([path, OnePage]) => (
              <Route key={path} path={path} element={<OnePage />} />
            ))}
            <Route path="/" element={start === undefined ? <NothingHere /> : <Navigate to={start} replace />} />
            <Route path="*" element={<NothingHere />} />
          </Routes>
        </Suspense>
      </NavigationLayout>
      <PersonMenu open={menuOpen} close={() => setMenuOpen(false)} />
    </>
  );
}

function NothingHere() {
  const t = useTexts();
  const { person } = useSession();
  const known = navigationFor(person.roles).length > 0;
  return (
    <Page title={t('shell.title')}>
      <EmptyState
        icon="it-system"
        title={t(known ? 'shell.not-found' : 'shell.no-role')}
        help={t(known ? 'shell.not-found-help' : 'shell.no-role-help')}
      />
    </Page>
  );
}

/** Says when live events are lost; what is on the screen may be old then. */
function ConnectionStrip() {
  const t = useTexts();
  const live = useContext(LiveEventsContext);
  const connection = useSyncExternalStore<Connection>(live?.watch ?? nothingToWatch, live?.connection ?? noConnection);
  return (
    <div role="status">
      {connection === 'lost' && (
        <MessageStrip design="Critical" hideCloseButton className="connection">
          {t('live.lost')}
        </MessageStrip>
      )}
    </div>
  );
}

const nothingToWatch = () => () => undefined;
const noConnection = (): Connection => 'connecting';

function initialsOf(name: string): string {
  const words = name.split(/[\s.-]+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}
