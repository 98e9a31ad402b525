import 'reflect-metadata';
import { validateSync } from 'class-validator';
import { isIP } from 'node:net';

/** Invalid environment variables. The message has one line per mistake, says how to correct it, and never contains a secret. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly mistakes: readonly string[]) {
    super(mistakes.join('\n'));
  }
}

interface EnvProperty {
  readonly property: string;
  readonly variable: string;
  readonly parse: (raw: string) => unknown;
}

interface ProductionRule {
  /** Undefined: of all settings. */
  readonly property?: string;
  readonly sentence: string;
  readonly holds: (settings: object) => boolean;
}

const properties = new WeakMap<object, EnvProperty[]>();
const productionRules = new WeakMap<object, ProductionRule[]>();

/**
 * Reads a property from an environment variable. An empty variable counts as absent; the property's initializer is the
 * default. `parse` throws an Error whose message completes the sentence "VARIABLE …".
 */
export function Env(variable: string, parse: (raw: string) => unknown = (raw) => raw): PropertyDecorator {
  return (target, property) => {
    const known = properties.get(target) ?? [];
    properties.set(target, [...known, { property: String(property), variable, parse }]);
  };
}

/**
 * A rule for a property that only holds in production.
 * @param holds gets the value and all settings
 * @param sentence what to do, completes "VARIABLE …"
 */
export function InProduction<Value, Settings extends object>(
  holds: (value: Value, settings: Settings) => boolean,
  sentence: string,
): PropertyDecorator {
  return (target, property) => {
    const rule = {
      property: String(property),
      sentence,
      holds: (settings: object) => holds(Reflect.get(settings, property) as Value, settings as Settings),
    };
    productionRules.set(target, [...(productionRules.get(target) ?? []), rule]);
  };
}

/** For the settings of a process that is for development alone. @param reason completes "This …" */
export function NotInProduction(reason: string): ClassDecorator {
  return ({ prototype }) => {
    productionRules.set(prototype as object, [{ sentence: `This ${reason}`, holds: () => false }]);
  };
}

/** Whether an environment is one of production: `PLATFORM_PROFILE`, else `NODE_ENV`, says so. */
function isProduction(env: Readonly<Record<string, string | undefined>>): boolean {
  return (env['PLATFORM_PROFILE'] || env['NODE_ENV']) === 'production';
}

/** How to go on when the rules of production are not for this machine. */
const NOT_IN_PRODUCTION =
  'These are refused in production (PLATFORM_PROFILE, else NODE_ENV). Elsewhere set PLATFORM_PROFILE to development';

/**
 * Reads settings from the environment and validates them with the class's class-validator decorators.
 * @throws SettingsError with all mistakes
 */
export function loadSettings<T extends object>(Settings: new () => T, env: NodeJS.ProcessEnv): T {
  const settings = new Settings();
  const mistakes: string[] = [];
  const unparsed = new Set<string>();
  const fields = declared(properties, settings);
  const variableOf = (property: string) => fields.find((field) => field.property === property)?.variable ?? property;
  for (const { property, variable, parse } of fields) {
    const raw = env[variable];
    if (raw === undefined || raw === '') continue;
    try {
      Object.assign(settings, { [property]: parse(raw) });
    } catch (error) {
      unparsed.add(property);
      mistakes.push(`${variable} ${error instanceof Error ? error.message : 'cannot be read'}.`);
    }
  }
  for (const { property, constraints = {} } of validateSync(settings, { forbidUnknownValues: false })) {
    if (unparsed.has(property)) continue;
    const variable = variableOf(property);
    const missing = env[variable] === undefined || env[variable] === '';
    const rules = Object.values(constraints).map((text) => text.replace(new RegExp(`^${property} `), ''));
    mistakes.push(
      missing ? `${variable} is not set; it ${rules[0] ?? 'is needed'}.` : `${variable} ${rules.join(' and ')}.`,
    );
  }
  if (isProduction(env)) {
    const broken = declared(productionRules, settings).filter(
      ({ property, holds }) => !(property !== undefined && unparsed.has(property)) && !holds(settings),
    );
    mistakes.push(
      ...broken.map(({ property, sentence }) =>
        property === undefined ? `${sentence}.` : `${variableOf(property)} ${sentence}.`,
      ),
    );
    if (broken.length > 0) mistakes.push(`${NOT_IN_PRODUCTION}.`);
  }
  if (mistakes.length > 0) throw new SettingsError(mistakes);
  return settings;
}

/** What the class of the settings and its ancestors have declared. */
function declared<Declaration>(by: WeakMap<object, Declaration[]>, settings: object): Declaration[] {
  const found: Declaration[] = [];
  let prototype: unknown = Object.getPrototypeOf(settings);
  while (typeof prototype === 'object' && prototype !== null) {
    found.push(...(by.get(prototype) ?? []));
    prototype = Object.getPrototypeOf(prototype);
  }
  return found;
}

/** Parses a whole number. @throws Error that completes "VARIABLE …" */
export function wholeNumber(raw: string): number {
  if (!/^\d{1,15}$/.test(raw)) throw new Error('must be a whole number');
  return Number(raw);
}

/** Parses a TCP port. @throws Error that completes "VARIABLE …" */
export function portNumber(raw: string): number {
  const port = wholeNumber(raw);
  if (port > 65_535) throw new Error('must be a port from 0 to 65535 (0: any free one)');
  return port;
}

/**
 * Parses IP addresses and networks (10.0.0.0/8) with commas between them.
 * @throws Error that completes "VARIABLE …"
 */
export function addresses(raw: string): string[] {
  return raw.split(',').map((part) => {
    const [address = '', prefix, ...more] = part.trim().split('/');
    const bits = isIP(address) === 4 ? 32 : 128;
    const isNetwork = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
    if (isIP(address) === 0 || !isNetwork || more.length > 0) {
      throw new Error('must be addresses or networks such as 10.0.0.1,10.1.0.0/16');
    }
    return part.trim();
  });
}

/** Whether a URL is one of https, or absent. */
export function isHttps(url: string | undefined): boolean {
  return url === undefined || url.startsWith('https://');
}

/** Parses an http or https URL, and removes trailing slashes. @throws Error that completes "VARIABLE …" */
export function httpUrl(raw: string): string {
  if (!URL.canParse(raw) || !/^https?:$/.test(new URL(raw).protocol)) throw new Error('must be an http or https URL');
  return raw.replace(/\/+$/, '');
}

/** Parses the issuer of an OpenID provider, which may end in a slash. @throws Error that completes "VARIABLE …" */
export function issuerUrl(raw: string): string {
  httpUrl(raw);
  if (/[?#]/.test(raw)) throw new Error('must be an issuer, without a query or a fragment');
  return raw;
}

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/** Parses an ISO 8601 duration of days, hours, minutes and seconds into milliseconds. @throws Error that completes "VARIABLE …" */
export function duration(raw: string): number {
  const match = DURATION.exec(raw);
  if (!match || raw.endsWith('T') || raw === 'P') {
    throw new Error('must be an ISO 8601 duration such as PT10S, PT60M or P7D');
  }
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  return Math.round(((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1_000);
}
