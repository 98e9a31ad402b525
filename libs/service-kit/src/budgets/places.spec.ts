import { Places } from './places.js';

const share = (owner: string, limit: number) => [{ owner, limit }];

describe('places', () => {
  it('are bounded in all and for each owner', () => {
    const places = new Places(3);
    expect(places.take(share('a', 2))).toBeInstanceOf(Function);
    expect(places.take(share('a', 2))).toBeInstanceOf(Function);
    expect(places.take(share('a', 2))).toEqual({ full: 'owner' });
    expect(places.take(share('b', 2))).toBeInstanceOf(Function);
    expect(places.take(share('c', 2))).toEqual({ full: 'everybody' });
    expect(places.take()).toEqual({ full: 'everybody' });
    expect(places.inUse).toBe(3);
  });

  it('are given back once', () => {
    const places = new Places(2);
    const giveBack = places.take(share('a', 1)) as () => void;
    places.take();
    giveBack();
    giveBack();
    expect(places.inUse).toBe(1);
    expect(places.take(share('a', 1))).toBeInstanceOf(Function);
    expect(places.take()).toEqual({ full: 'everybody' });
  });
});
