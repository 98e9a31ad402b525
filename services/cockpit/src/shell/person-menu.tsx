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

/** Who is signed in, how the cockpit looks to them, and the way out. */
export function PersonMenu({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const t = useTexts();
  const { person, signOut } = useSession();
  const { theme, language, chooseTheme, chooseLanguage } = usePreferences();
  return (
    <ResponsivePopover
      opener="person"
      open={open}
      onClose={close}
      placement="Bottom"
      horizontalAlign="End"
      accessibleName={t('person.menu', { name: person.name })}
    >
      <div className="person-menu">
        <Title level="H2" size="H5">
          {person.name}
        </Title>
        <ul className="plain">
          {person.roles.map((role) => (
            <li key={role}>{t(`role.${role}`)}</li>
          ))}
          {person.globalAccountId !== undefined && <li>{t('person.account', { id: person.globalAccountId })}</li>}
          {person.tenantId !== undefined && <li>{t('person.tenant', { id: person.tenantId })}</li>}
        </ul>
        <Label for="choose-theme">{t('person.theme')}</Label>
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
        <Label for="choose-language">{t('person.language')}</Label>
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
          {t('person.sign-out')}
        </Button>
      </div>
    </ResponsivePopover>
  );
}
