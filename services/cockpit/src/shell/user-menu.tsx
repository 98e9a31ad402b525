import '@ui5/webcomponents-icons/dist/log.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { Label } from '@ui5/webcomponents-react/Label';
import { Option } from '@ui5/webcomponents-react/Option';
import { ResponsivePopover } from '@ui5/webcomponents-react/ResponsivePopover';
import { Select } from '@ui5/webcomponents-react/Select';
import { Title } from '@ui5/webcomponents-react/Title';
import { useSession } from '../sign-in/session-context.js';
import { useTexts, type Language } from '../texts/texts.js';
import { LANGUAGES, THEMES, type Theme } from './preferences.js';
import { usePreferences } from './preferences-context.js';

/** Id of the element that the menu is placed at. */
export const USER_MENU_OPENER = 'user';

/** Shows the roles of the signed-in user, and lets them choose theme and language and sign out. */
export function UserMenu({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useTexts();
  const { user, signOut } = useSession();
  const { theme, language, chooseTheme, chooseLanguage } = usePreferences();
  return (
    <ResponsivePopover
      opener={USER_MENU_OPENER}
      open={open}
      onClose={onClose}
      placement="Bottom"
      horizontalAlign="End"
      accessibleName={t('user.menu', { name: user.name })}
    >
      <div className="user-menu">
        <Title level="H2" size="H5">
          {user.name}
        </Title>
        <ul className="plain">
          {user.roles.map((role) => (
            <li key={role}>{t(`role.${role}`)}</li>
          ))}
          {user.globalAccountId !== undefined && <li>{t('user.account', { id: user.globalAccountId })}</li>}
          {user.tenantId !== undefined && <li>{t('user.tenant', { id: user.tenantId })}</li>}
        </ul>
        <Label for="choose-theme">{t('user.theme')}</Label>
        <Select
          id="choose-theme"
          value={theme}
          onChange={(event) => chooseTheme(event.detail.selectedOption.value as Theme)}
        >
          {THEMES.map((each) => (
            <Option key={each} value={each}>
              {t(`theme.${each}`)}
            </Option>
          ))}
        </Select>
        <Label for="choose-language">{t('user.language')}</Label>
        <Select
          id="choose-language"
          value={language}
          onChange={(event) => chooseLanguage(event.detail.selectedOption.value as Language)}
        >
          {LANGUAGES.map((each) => (
            <Option key={each} value={each}>
              {t(`language.${each}`)}
            </Option>
          ))}
        </Select>
        <Button icon="log" onClick={signOut}>
          {t('user.sign-out')}
        </Button>
      </div>
    </ResponsivePopover>
  );
}
