import fc from 'fast-check';
import { pageOf } from './page.js';

const PAGE_BYTES = 512 * 1024;
const rows = fc.array(fc.nat(300_000), { maxLength: 30 });
const page = (sizes: readonly number[], limit: number) =>
  pageOf(
    { position: '7', rows: sizes.slice(0, limit + 1).map((size, index) => ({ index, size })) },
    limit,
    ({ size }) => 'x'.repeat(size),
    ({ index }) => String(index),
  );

describe('a page', () => {
  it('fits into a message, has an item if there is any, and ends with a cursor to the rest', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 40 }), (sizes, limit) => {
        const { items, nextCursor } = page(sizes, limit);
        expect(items.length).toBeLessThanOrEqual(limit);
        expect(items.map((item) => item.length)).toEqual(sizes.slice(0, items.length));
        if (items.length > 1) expect(Buffer.byteLength(items.join())).toBeLessThanOrEqual(PAGE_BYTES);
        if (sizes.length > 0) expect(items).not.toHaveLength(0);
        expect(nextCursor).toBe(items.length < sizes.length ? String(items.length - 1) : null);
      }),
    );
  });

  it('ends early only because of its size', () => {
    const sizes = Array.from({ length: 30 }, () => 100_000);
    expect(page(sizes, 20).items).toHaveLength(5);
    expect(
      page(
        sizes.map(() => 10),
        20,
      ).items,
    ).toHaveLength(20);
  });
});
