import { streamName } from './read-options.js';

const named = (bytes: string | Uint8Array) => streamName({ getStreamName_asU8: () => Buffer.from(bytes) });

describe('a stream name', () => {
  it('is limited so that its metadata stream can be deleted', () => {
    const longest = 'x'.repeat(65_531);
    expect(named(longest)).toBe(longest);
    expect(named(`$$${longest}`)).toBe(`$$${longest}`);
    expect(() => named(`${longest}x`)).toThrow('The stream name has 65532 bytes; at most 65531 are possible.');
    expect(() => named(`$$${longest}x`)).toThrow('65534 bytes');
  });

  it('is measured as it is stored: an invalid UTF-8 byte takes three bytes', () => {
    expect(() => named(Buffer.alloc(30_000, 0xff))).toThrow('90000 bytes');
  });

  it('is neither empty nor only the prefix of metadata streams', () => {
    expect(() => named('')).toThrow('required');
    expect(() => named('$$')).toThrow('no stream');
  });
});
