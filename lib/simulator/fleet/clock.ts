/**
 * Guest time: how long a shutdown, a boot or a set-up has been going. It runs at `speed` times the wall clock, can
 * be frozen and pushed forward. The envelope (time window, `Date`) never uses it: a fast guest clock must not make
 * every signature stale.
 */
export class GuestClock {
  private anchorWall = Date.now();
  private anchorGuest = 0;
  private rate: number;

  constructor(speed = 1) {
    this.rate = speed;
  }

  /** Guest milliseconds since the simulator started. */
  now(): number {
    return this.anchorGuest + (Date.now() - this.anchorWall) * this.rate;
  }

  /** 0 freezes it. */
  get speed(): number {
    return this.rate;
  }

  set speed(speed: number) {
    this.anchorGuest = this.now();
    this.anchorWall = Date.now();
    this.rate = speed;
  }

  advance(ms: number): void {
    this.anchorGuest += ms;
  }

  /** The wall time at which this guest time was reached; now, where the clock was frozen or jumped past it. */
  wallAt(guestMs: number): number {
    if (this.rate === 0 || guestMs < this.anchorGuest) return Date.now();
    return Math.min(Date.now(), Math.round(this.anchorWall + (guestMs - this.anchorGuest) / this.rate));
  }
}
