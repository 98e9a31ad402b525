import type { Extension } from '../api/api-types.js';
import { appearanceOf, isInProgress, isDeletable } from './extension-status.js';

const as = (status: Extension['status']) => ({ status }) as Extension;

it.each<[Extension['status'], boolean, string]>([
  ['ENABLING', false, 'information'],
  ['ENABLED', true, 'positive'],
  ['FAILED', true, 'negative'],
  ['DISABLING', false, 'critical'],
])('N-10: an extension that is %s may be deleted: %s', (status, deletable, tone) => {
  expect(isDeletable(as(status))).toBe(deletable);
  expect(isInProgress(as(status))).toBe(!deletable);
  expect(appearanceOf(as(status)).tone).toBe(tone);
});

it('an extension whose status only a newer release knows is shown with it, and cannot be deleted', () => {
  const extension = as('FROZEN' as Extension['status']);
  expect(appearanceOf(extension)).toEqual({ text: 'status.FROZEN', tone: 'neutral', icon: 'question-mark' });
  expect([isDeletable(extension), isInProgress(extension)]).toEqual([false, false]);
});
