import type { Extension } from '../platform/platform.js';
import { appearanceOf, isUnderWay, mayBeDeleted } from './extension-status.js';

const as = (status: Extension['status']) => ({ status }) as Extension;

it.each<[Extension['status'], boolean, string]>([
  ['ENABLING', false, 'information'],
  ['ENABLED', true, 'positive'],
  ['FAILED', true, 'negative'],
  ['DISABLING', false, 'critical'],
])('N-10: an extension that is %s may be deleted: %s', (status, deletable, tone) => {
  expect(mayBeDeleted(as(status))).toBe(deletable);
  expect(isUnderWay(as(status))).toBe(!deletable);
  expect(appearanceOf(as(status)).tone).toBe(tone);
});
