export interface BenchRow {
  page: string;
  what: string;
  value: number;
  goal: number | null;
  /** The goal is a least value; else the most that is allowed. */
  least?: boolean;
  show: (value: number) => string;
}

export const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
export const milliseconds = (ms: number) => `${ms.toFixed(1)} ms`;

/** Plain text; a value that misses its goal is marked. */
export function printTable(rows: BenchRow[]): void {
  const lines = rows.map(({ page, what, value, goal, least, show }) => {
    const met = goal === null || (least ? value >= goal : value <= goal);
    const wanted = goal === null ? "" : `${least ? "≥" : "≤"} ${show(goal)}`;
    return [page, what, show(value), wanted, met ? "" : "missed"];
  });
  const head = ["page", "what", "measured", "goal", ""];
  const widths = head.map((name, at) =>
    Math.max(...[head, ...lines].map((line) => (line[at] ?? name).length)),
  );
  for (const line of [head, ...lines]) {
    console.log(
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  }
}
