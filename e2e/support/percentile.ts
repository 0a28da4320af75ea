/** The value that this part of all (0 to 1) doesn't exceed, as 0.95 for p95; NaN of none. */
export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * part) - 1)] ?? Number.NaN;
