interface SparklineProps {
  /** From 0 to `levels`; null where the line stops. */
  line: readonly (number | null)[];
  levels: number;
  /** A single value above what the line tells: its column, and how high it is where the line's scale goes so far. */
  peak?: { at: number; level: number } | null;
}

/** A peak above the line's scale has this part of it to itself: no other spike of the line comes as high. */
const ABOVE = 0.2;

/** A small line with its area, drawn where the page is made: no script, no words, as wide as its place. */
export function Sparkline({ line, levels, peak }: SparklineProps) {
  const pieces = piecesOf(line);
  const curve = pieces.map((piece) => curveOf(piece, levels)).join("");
  const area = pieces.map((piece) => areaOf(piece, levels)).join("");
  const above = peak && peak.level > levels ? levels * ABOVE : 0;
  return (
    <svg
      className="spark"
      viewBox={`0 ${-2 - above} ${line.length - 1} ${levels + above + 4}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className="spark-area" d={area} />
      <path d={curve} />
      {peak ? <Peak line={line} levels={levels} {...peak} /> : null}
    </svg>
  );
}

/** A dot, and what joins it to a line that lies below it. */
function Peak({ line, levels, at, level }: SparklineProps & { at: number; level: number }) {
  const y = levels - Math.min(levels * (1 + ABOVE), level);
  return (
    <>
      <path className="spark-stem" d={`M${at} ${levels - (line[at] ?? 0)}V${y}`} />
      <path className="spark-peak" d={`M${at} ${y}h0`} />
    </>
  );
}

interface Piece {
  start: number;
  values: number[];
}

/** The runs of values between those that are missing. */
function piecesOf(line: readonly (number | null)[]): Piece[] {
  const pieces: Piece[] = [];
  let piece: Piece | null = null;
  line.forEach((value, at) => {
    if (value === null) {
      piece = null;
    } else if (piece) {
      piece.values.push(value);
    } else {
      piece = { start: at, values: [value] };
      pieces.push(piece);
    }
  });
  return pieces;
}

const stepsOf = ({ values }: Piece): string =>
  values.length > 1
    ? values
        .slice(1)
        .map((value, at) => `l1 ${(values[at] ?? 0) - value}`)
        .join("")
    : "h.5";

const curveOf = (piece: Piece, levels: number): string =>
  `M${piece.start} ${levels - (piece.values[0] ?? 0)}${stepsOf(piece)}`;

const areaOf = (piece: Piece, levels: number): string =>
  `M${piece.start} ${levels - (piece.values[0] ?? 0)}${stepsOf(piece)}V${levels + 2}H${piece.start}z`;
