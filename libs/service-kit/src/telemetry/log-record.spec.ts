import { logRecordOf } from './log-record.js';

it('a line becomes a record with its severity, members and exception', () => {
  const err = { type: 'Error', message: 'broken', stack: 'Error: broken\n at x' };
  const members = { level: 'warn', time: '2026-01-05T08:00:00.000Z', service: 'projection', msg: 'Failed', err };
  expect(logRecordOf(JSON.stringify({ ...members, pid: 1, tries: 3, at: { stream: 's' }, nothing: null }))).toEqual({
    timestamp: Date.parse('2026-01-05T08:00:00.000Z'),
    severityNumber: 13,
    severityText: 'warn',
    body: 'Failed',
    attributes: {
      tries: 3,
      at: '{"stream":"s"}',
      'exception.type': 'Error',
      'exception.message': 'broken',
      'exception.stacktrace': 'Error: broken\n at x',
    },
  });
});

it('a line that is no JSON is none', () => {
  expect(logRecordOf('[12:00:00] INFO: pretty')).toBeUndefined();
});
