export const NETWORK_UNIT_NAMES = [
  ...(["bit/s", "B/s", "kbit/s", "kB/s", "Mbit/s", "MB/s"] as const),
  ...(["B/min", "kB/min", "MB/min"] as const),
] as const;
export type NetworkUnit = (typeof NETWORK_UNIT_NAMES)[number];

export const isNetworkUnit = (unit: string): unit is NetworkUnit =>
  NETWORK_UNIT_NAMES.some((name) => name === unit);

/** Bytes that a figure of 1 in one sample, one a minute, stands for. */
export const NETWORK_UNITS: Record<NetworkUnit, number> = {
  "bit/s": 60 / 8,
  "B/s": 60,
  "kbit/s": 60_000 / 8,
  "kB/s": 60_000,
  "Mbit/s": 60_000_000 / 8,
  "MB/s": 60_000_000,
  "B/min": 1,
  "kB/min": 1_000,
  "MB/min": 1_000_000,
};

/** What RStack's counter may count. */
export const COUNTED = ["both", "out", "in"] as const;
export type CountedTraffic = (typeof COUNTED)[number];

/** What the samples of some time add up to, in their own unit, and by how much the counter grew meanwhile. */
export interface Pair {
  inSum: number;
  outSum: number;
  grownGb: number;
}

export const countedOf = (
  counted: CountedTraffic,
  { inSum, outSum }: Pick<Pair, "inSum" | "outSum">,
): number => (counted === "both" ? inSum + outSum : counted === "out" ? outSum : inSum);

/** What `sum` of samples is in GB, to the byte. */
export const gbOf = (unit: NetworkUnit, sum: number): number => Math.round(sum * NETWORK_UNITS[unit]) / 1e9;

/** One reading that fits. `ratio`: counted for each GB of the samples, the middle one; `spread`: how far the others lie from it, as a share. */
export interface Fit {
  unit: NetworkUnit;
  counted: CountedTraffic;
  ratio: number;
  spread: number;
}

/**
 * `few`: not enough was counted yet; `none`: no unit fits; `several`: more than one does. Where one fits, `counted` is null
 * while hosts don't tell which direction counts.
 */
export type UnitFit =
  | { verdict: "few"; pairs: number }
  | { verdict: "none"; pairs: number }
  | { verdict: "several"; pairs: number; units: NetworkUnit[] }
  | { verdict: "fits"; pairs: number; fit: Fit; counted: CountedTraffic | null };

/** Fewer are no evidence. */
export const LEAST_PAIRS = 12;
/** Thousands or 1,024s on either side, and what a network adds: further off it is another unit. */
const LARGEST_BIAS = Math.log(1.2);
const LARGEST_SPREAD = Math.log(1.35);
/** A reading that lies so much closer than another decides between them. */
const CLOSER = 2;
/** Below this, counters in whole GB say no more. */
const LEAST_SPREAD = 0.02;

/** Which unit the samples' network figures have, by what the counter made of the same time. */
export function fitUnit(pairs: readonly Pair[]): UnitFit {
  if (pairs.length < LEAST_PAIRS) {
    return { verdict: "few", pairs: pairs.length };
  }
  const fits = COUNTED.flatMap((counted) => fitsOf(pairs, counted)).toSorted((a, b) => a.spread - b.spread);
  const [best] = fits;
  if (!best) {
    return { verdict: "none", pairs: pairs.length };
  }
  const near = fits.filter(({ spread }) => spread < Math.max(best.spread, LEAST_SPREAD) * CLOSER);
  const units = [...new Set(near.map(({ unit }) => unit))];
  if (units.length > 1) {
    return { verdict: "several", pairs: pairs.length, units };
  }
  return {
    verdict: "fits",
    pairs: pairs.length,
    fit: best,
    counted: near.length === 1 ? best.counted : null,
  };
}

function fitsOf(pairs: readonly Pair[], counted: CountedTraffic): Fit[] {
  const logs = pairs.map((pair) => Math.log(pair.grownGb / (countedOf(counted, pair) / 1e9)));
  const middle = medianOf(logs);
  const spread = medianOf(logs.map((log) => Math.abs(log - middle)));
  if (!Number.isFinite(middle) || spread > LARGEST_SPREAD) {
    return [];
  }
  return NETWORK_UNIT_NAMES.map((unit) => ({ unit, bias: middle - Math.log(NETWORK_UNITS[unit]) }))
    .filter(({ bias }) => Math.abs(bias) <= LARGEST_BIAS)
    .map(({ unit, bias }) => ({ unit, counted, ratio: Math.exp(bias), spread: Math.expm1(spread) }));
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
