import { pastedToken } from './pasted-token.js';

const TOKEN = 'slt_eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiJhLWJfYyJ9.c2lnbmF0dXJl';

describe('A pasted integration token', () => {
  it.each([
    ['blanks and line breaks around it', ` \t${TOKEN}\r\n`],
    ['a line break that a mail put into it', `${TOKEN.slice(0, 20)}\r\n${TOKEN.slice(20)}`],
    ['no-break and ideographic spaces', `\u00a0${TOKEN}\u3000\u202f`],
    ['zero-width characters', `\u200b${TOKEN.slice(0, 9)}\u200d\u2060${TOKEN.slice(9)}`],
    ['a byte order mark', `\ufeff${TOKEN}`],
    ['a soft hyphen', `${TOKEN.slice(0, 30)}\u00ad${TOKEN.slice(30)}`],
    ['marks of the writing direction', `\u2066\u200e${TOKEN}\u2069`],
    ['variation selectors and fillers', `${TOKEN}\ufe0f\u3164\u{e0020}`],
    ['a braille blank', `\u2800${TOKEN}`],
  ])('M-19: is the same token with %s', (_, pasted) => {
    expect(pastedToken(pasted)).toBe(TOKEN);
  });

  it('M-19: keeps every visible character, so that another text stays another text', () => {
    expect(pastedToken(`"${TOKEN}"`)).toBe(`"${TOKEN}"`);
    expect(pastedToken('ſlt_ä')).toBe('ſlt_ä');
  });

  it.each([undefined, null, 7, ['a b'], { a: ' ' }])('leaves %j to the validation', (value) => {
    expect(pastedToken(value)).toEqual(value);
  });
});
