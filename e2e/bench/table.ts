export interface BenchRow {
  page: string;
  what: string;
  value: number;
  goal: number | null;
  /** The goal is a least value; else the most that is allowed. */
  least?: boolean;
  /** What the best of the panels has that were measured; none where nobody has it. */
  peer?: number;
  show: (value: number) => string;
}

export const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
export const milliseconds = (ms: number) => `${ms.toFixed(1)} ms`;

/** Whether a figure meets its goal; one that could not be measured doesn't. */
export const isMet = ({ value, goal, least }: BenchRow): boolean =>
  goal === null || (least ? value >= goal : value <= goal);

/** For a file that other programs read: the figures as they are, not as they are shown. */
export const asData = (rows: BenchRow[]) =>
  rows.map((row) => {
    const { page, what, value, goal, least = false, peer = null } = row;
    return { page, what, value, goal, least, peer, met: isMet(row) };
  });

/** Plain text; a value that misses its goal is marked. */
export function printTable(rows: BenchRow[]): void {
  const hasPeers = rows.some(({ peer }) => peer !== undefined);
  const lines = rows.map((row) => {
    const { page, what, value, goal, least, peer, show } = row;
    const wanted = goal === null ? "" : `${least ? "≥" : "≤"} ${show(goal)}`;
    const best = hasPeers ? [peer === undefined ? "" : show(peer)] : [];
    return [page, what, show(value), wanted, ...best, isMet(row) ? "" : "missed"];
  });
  const head = ["page", "what", "measured", "goal", ...(hasPeers ? ["best peer"] : []), ""];
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
