import type { HistoryItem } from '../api/api-types.js';
import english from '../texts/en.json';
import { interpolate, type TextKey } from '../texts/texts.js';
import { eventTextOf } from './event-text.js';

const isTextKey = (key: string): key is TextKey => key in english;
const describeEvent = (type: string, data: Record<string, unknown>) => {
  const text = eventTextOf({ type, data } as HistoryItem, isTextKey, (at) => `<${at}>`);
  return text && interpolate(english[text.text], text.values);
};

describe('the text of an event', () => {
  it('has its values, with formatted times', () => {
    expect(describeEvent('IntegrationTokenIssued', { reason: 'EXPIRED', expiresAt: 'T' })).toContain('<T>');
    expect(describeEvent('SystemAdded', { name: 'S/4', type: 's4hana-cloud' })).toContain('S/4');
  });

  it('has the message of the tenant', () => {
    const reason = { code: 'HTTP', message: 'No licence.' };
    expect(describeEvent('RegistrationFailed', { step: 'establish-trust', reason })).toContain('No licence.');
  });

  it('is undefined for an event that the cockpit does not know', () => {
    expect(describeEvent('SystemPainted', {})).toBeUndefined();
    expect(describeEvent('IntegrationTokenIssued', { reason: 'WHIM' })).toBeUndefined();
  });
});
