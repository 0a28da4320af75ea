/** A small seeded generator (mulberry32): the same seed makes the same fleet on every machine. */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.next() * choices.length)] ?? choices[0];
  }

  hex(length: number): string {
    let text = "";
    while (text.length < length) text += this.between(0, 15).toString(16);
    return text;
  }

  guid(): string {
    return [8, 4, 4, 4, 12].map((length) => this.hex(length)).join("-");
  }
}

/** A number in [0, 1) from a seed and a position alone, for series that are read in any order. */
export const hashed = (seed: number, position: number): number =>
  new SeededRandom(
    (Math.imul(seed | 1, 2_654_435_761) ^ Math.imul(position + 1, 1_597_334_677)) >>> 0,
  ).next();
