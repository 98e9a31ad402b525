import { LogLimit } from './log-limit.js';

let now: number;
let said: string[];
beforeEach(() => {
  now = 5_000;
  said = [];
});

const talk = (limit: LogLimit, ...topics: string[]) => {
  said = [];
  for (const topic of topics) limit.say(topic, () => said.push(topic));
  return said;
};

it('says so much about each topic within a minute from the first time on', () => {
  const limit = new LogLimit(2, () => now);
  expect(talk(limit, 'a', 'a', 'b', 'a')).toEqual(['a', 'a', 'b']);
  now += 59_000;
  expect(talk(limit, 'a', 'b', 'b')).toEqual(['b']);
  now += 1_001;
  expect(talk(limit, 'a', 'a', 'a', 'b')).toEqual(['a', 'a', 'b']);
});

it('says nothing about a thousand and first topic in the same minute, and forgets those of the minute before', () => {
  const limit = new LogLimit(1, () => now);
  const topics = (name: string) => Array.from({ length: 1_000 }, (_, index) => `${name} ${index}`);
  expect(talk(limit, ...topics('first'), 'one more', ...topics('first'))).toEqual(topics('first'));
  now += 60_001;
  expect(talk(limit, ...topics('second'), 'one more')).toEqual(topics('second'));
});
