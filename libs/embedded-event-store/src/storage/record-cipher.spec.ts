import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { RecordCipher } from './record-cipher.js';

const cipher = new RecordCipher(randomBytes(32));
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

describe('an encrypted value', () => {
  it('is decrypted under its key', () => {
    fc.assert(
      fc.property(bytes(5_000), bytes(12), (value, key) => {
        expect(cipher.decrypt(cipher.encrypt(value, key), key)).toEqual(value);
      }),
    );
  });

  it('is refused when any bit differs or bytes are missing', () => {
    fc.assert(
      fc.property(bytes(100), bytes(12), fc.nat(), fc.nat({ max: 7 }), (value, key, place, bit) => {
        const stored = cipher.encrypt(value, key);
        expect(cipher.decrypt(stored.subarray(0, place % stored.length), key)).toBeUndefined();
        stored[place % stored.length]! ^= 1 << bit;
        expect(cipher.decrypt(stored, key)).toBeUndefined();
      }),
    );
  });

  it('is refused under another record key, or the key of another store', () => {
    const [key, otherKey] = [randomBytes(6), randomBytes(6)];
    const stored = cipher.encrypt(Buffer.from('a value'), key);
    expect(cipher.decrypt(stored, otherKey)).toBeUndefined();
    expect(new RecordCipher(randomBytes(32)).decrypt(stored, key)).toBeUndefined();
  });

  it('contains no clear text, and differs from another encryption of the same value', () => {
    const key = randomBytes(6);
    const value = Buffer.from('a secret text');
    const [first, second] = [cipher.encrypt(value, key), cipher.encrypt(value, key)];
    expect(first.includes('secret')).toBe(false);
    expect(first.subarray(28)).not.toEqual(second.subarray(28));
  });
});

describe('a name', () => {
  it('has a stable digest that differs between names and between stores', () => {
    const name = Buffer.from('system-1');
    expect(cipher.digest(name)).toEqual(cipher.digest(name));
    expect(cipher.digest(name)).not.toEqual(cipher.digest(Buffer.from('system-2')));
    expect(cipher.digest(name)).not.toEqual(new RecordCipher(randomBytes(32)).digest(name));
  });
});
