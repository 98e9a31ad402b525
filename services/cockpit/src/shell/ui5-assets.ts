/**
 * Registers the fonts, themes and texts of the UI5 components that the cockpit uses, served from its own origin. UI5's
 * `Assets.js` would bundle every theme and language and load fonts from a CDN. English and the light theme are built in.
 */
import { registerI18nLoader } from '@ui5/webcomponents-base/dist/asset-registries/i18n.js';
import { registerLocaleDataLoader } from '@ui5/webcomponents-base/dist/asset-registries/LocaleData.js';
import { registerThemePropertiesLoader } from '@ui5/webcomponents-base/dist/asset-registries/Themes.js';
import { setDefaultFontLoading } from '@ui5/webcomponents-base/dist/config/Fonts.js';
import '@ui5/webcomponents-base/dist/FontFace.css';

setDefaultFontLoading(false);

const content = async <Content>(module: Promise<{ readonly default: Content }>): Promise<Content> =>
  (await module).default;

registerI18nLoader('@ui5/webcomponents', 'de', () =>
  content(import('@ui5/webcomponents/dist/generated/assets/i18n/messagebundle_de.json')),
);
registerI18nLoader('@ui5/webcomponents-fiori', 'de', () =>
  content(import('@ui5/webcomponents-fiori/dist/generated/assets/i18n/messagebundle_de.json')),
);
registerI18nLoader('@ui5/webcomponents-icons', 'de', () =>
  content(import('@ui5/webcomponents-icons/dist/generated/assets/i18n/messagebundle_de.json')),
);

// UI5's type of locale data lacks the number formats that the files have.
const localeData = (load: () => Promise<object>) => load as Parameters<typeof registerLocaleDataLoader>[1];
registerLocaleDataLoader(
  'en',
  localeData(() => content(import('@ui5/webcomponents-localization/dist/generated/assets/cldr/en.json'))),
);
registerLocaleDataLoader(
  'de',
  localeData(() => content(import('@ui5/webcomponents-localization/dist/generated/assets/cldr/de.json'))),
);

registerThemePropertiesLoader('@ui5/webcomponents-theming', 'sap_horizon_dark', () =>
  content(
    import('@ui5/webcomponents-theming/dist/generated/assets/themes/sap_horizon_dark/parameters-bundle.css.json'),
  ),
);
registerThemePropertiesLoader('@ui5/webcomponents-theming', 'sap_horizon_hcb', () =>
  content(import('@ui5/webcomponents-theming/dist/generated/assets/themes/sap_horizon_hcb/parameters-bundle.css.json')),
);
registerThemePropertiesLoader('@ui5/webcomponents-theming', 'sap_horizon_hcw', () =>
  content(import('@ui5/webcomponents-theming/dist/generated/assets/themes/sap_horizon_hcw/parameters-bundle.css.json')),
);
registerThemePropertiesLoader(
  ...(['@ui5/webcomponents', 'sap_horizon_dark'] as const),
  () => content(import('@ui5/webcomponents/dist/generated/assets/themes/sap_horizon_dark/parameters-bundle.css.json')),
  'host',
);
registerThemePropertiesLoader(
  ...(['@ui5/webcomponents', 'sap_horizon_hcb'] as const),
  () => content(import('@ui5/webcomponents/dist/generated/assets/themes/sap_horizon_hcb/parameters-bundle.css.json')),
  'host',
);
registerThemePropertiesLoader(
  ...(['@ui5/webcomponents', 'sap_horizon_hcw'] as const),
  () => content(import('@ui5/webcomponents/dist/generated/assets/themes/sap_horizon_hcw/parameters-bundle.css.json')),
  'host',
);
const FIORI = '@ui5/webcomponents-fiori';
registerThemePropertiesLoader(
  ...([FIORI, 'sap_horizon_dark'] as const),
  () =>
    content(
      import('@ui5/webcomponents-fiori/dist/generated/assets/themes/sap_horizon_dark/parameters-bundle.css.json'),
    ),
  'host',
);
registerThemePropertiesLoader(
  ...([FIORI, 'sap_horizon_hcb'] as const),
  () =>
    content(import('@ui5/webcomponents-fiori/dist/generated/assets/themes/sap_horizon_hcb/parameters-bundle.css.json')),
  'host',
);
registerThemePropertiesLoader(
  ...([FIORI, 'sap_horizon_hcw'] as const),
  () =>
    content(import('@ui5/webcomponents-fiori/dist/generated/assets/themes/sap_horizon_hcw/parameters-bundle.css.json')),
  'host',
);
