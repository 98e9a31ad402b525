import { Seat } from './seat.js';

const told = (position: number) => ({ position: String(position), text: `event ${position}` });
const HOUR = 3_600_000;

describe('a seat', () => {
  it('hands over what has come, in order, and once', async () => {
    const seat = new Seat(10);
    seat.put(told(1));
    seat.put(told(2));
    expect(await seat.take(HOUR)).toEqual([told(1), told(2)]);
    expect(await seat.take(1)).toEqual([]);
  });

  it('wakes who waits', async () => {
    const seat = new Seat(10);
    const waiting = seat.take(HOUR);
    seat.put(told(1));
    expect(await waiting).toEqual([told(1)]);
  });

  it('is lost with the first event that is too much, and keeps none of them', async () => {
    const lost = jest.fn();
    const seat = new Seat(2, lost);
    expect([seat.put(told(1)), seat.put(told(2)), seat.put(told(3)), seat.put(told(4))]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(await seat.take(HOUR)).toEqual([]);
    expect(seat.farewell).toBe('too-slow');
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('hands over what came before it was closed, and remembers the first reason', async () => {
    const seat = new Seat(10);
    seat.put(told(1));
    seat.close('closing');
    seat.close('signed-out');
    seat.put(told(2));
    expect(await seat.take(HOUR)).toEqual([told(1)]);
    expect(seat.farewell).toBe('closing');
  });
});
