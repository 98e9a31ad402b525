import type { HistoryItem } from '../platform/platform.js';
import english from '../texts/en.json';
import { fill, type TextKey } from '../texts/texts.js';
import { sentenceOf } from './event-sentence.js';

const known = (key: string): key is TextKey => key in english;
const said = (type: string, data: Record<string, unknown>) => {
  const sentence = sentenceOf({ type, data } as HistoryItem, known, (at) => `<${at}>`);
  return sentence && fill(english[sentence.text], sentence.values);
};

describe('the sentence of an event', () => {
  it('has its values, with times in the zone of the reader', () => {
    expect(said('IntegrationTokenIssued', { reason: 'EXPIRED', expiresAt: 'T' })).toContain('<T>');
    expect(said('SystemAdded', { name: 'S/4', type: 's4hana-cloud' })).toContain('S/4');
  });

  it('has the words of the tenant', () => {
    const reason = { code: 'HTTP', message: 'No licence.' };
    expect(said('RegistrationFailed', { step: 'establish-trust', reason })).toContain('No licence.');
  });

  it('is left to the platform for an event that the cockpit does not know', () => {
    expect(said('SystemPainted', {})).toBeUndefined();
    expect(said('IntegrationTokenIssued', { reason: 'WHIM' })).toBeUndefined();
  });
});
