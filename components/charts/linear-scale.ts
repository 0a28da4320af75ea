/**
 * In place of d3-scale, of which Recharts takes all, with its colours and times, 17 kB (`next.config.mjs`): the axes here are
 * linear. Recharts finds it by its name, and sets domain and range in place.
 */
export function scaleLinear() {
  const ends = { domain: [0, 1], range: [0, 1] };
  const end =
    (name: keyof typeof ends) =>
    (values?: number[]): unknown => {
      if (!values) {
        return ends[name];
      }
      ends[name] = values;
      return made;
    };
  const map = (value: number): number => {
    const [low = 0, high = 1] = ends.domain;
    const [start = 0, stop = 1] = ends.range;
    return start + ((value - low) / (high - low || 1)) * (stop - start);
  };
  const made = Object.assign(map, { domain: end("domain"), range: end("range") });
  return made;
}

/** Of parts of Recharts that nothing here draws. */
export const scalePoint = scaleLinear;
