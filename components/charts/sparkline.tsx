interface SparklineProps {
  /** From 0 to `levels`; null where the line stops. */
  line: readonly (number | null)[];
  /** The top of the drawing. */
  levels: number;
}

/** A small line with its area, drawn where the page is made: no script, no words, as large as its place. */
export function Sparkline({ line, levels }: SparklineProps) {
  const pieces = piecesOf(line);
  return (
    <svg
      className="block size-full overflow-visible"
      viewBox={`0 0 ${line.length - 1} ${levels}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className="fill-chart-1-fill" d={pieces.map((piece) => areaOf(piece, levels)).join("")} />
      <path
        className="fill-none stroke-chart-1 stroke-[1.25] [stroke-linejoin:round] [vector-effect:non-scaling-stroke]"
        d={pieces.map((piece) => curveOf(piece, levels)).join("")}
      />
    </svg>
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

const short = (value: number): number => Math.round(value * 100) / 100;

const stepsOf = ({ values }: Piece): string =>
  values.length > 1
    ? values
        .slice(1)
        .map((value, at) => `l1 ${short((values[at] ?? 0) - value)}`)
        .join("")
    : "h.5";

const curveOf = (piece: Piece, levels: number): string =>
  `M${piece.start} ${short(levels - (piece.values[0] ?? 0))}${stepsOf(piece)}`;

const areaOf = (piece: Piece, levels: number): string =>
  `${curveOf(piece, levels)}V${short(levels)}H${piece.start}z`;
