import { PNG } from "pngjs";
import { LETTER_HEIGHT, type Point, strokesOf } from "./letter-strokes";

/** Icons of the installed app as PNG. Pure; the largest takes 0.1 s, of a picture 0.2 s: `appIcon` keeps what was drawn. */

/** `plain`: as it stands in a tab. `full`: to its edges, since the device cuts its own shape out of it. */
export type IconShape = "plain" | "full";
interface Size {
  /** Pixels of one side. */
  side: number;
  shape: IconShape;
}

const PLATE = "#1d1a16";
const ON_PLATE = "#f7f4ee";
/** Behind a picture that has to reach the edges. */
const SHEET = "#fafaf9";
/** Of the side: what a mark fills, so that a circle cut out of a full icon leaves all of it. */
const FILLED = {
  plain: { letter: 0.42, both: 0.58, picture: 1 },
  full: { letter: 0.34, both: 0.5, picture: 0.56 },
};
const CORNER = 10 / 36;
const PEN = 0.16;

/** The panel's own mark in the units of `public/icon.svg`, its middle at 0,0. */
const UNITS: Point[][] = [-5, 5].flatMap((y): Point[][] => [
  [
    [-9, y - 3.5],
    [9, y - 3.5],
    [9, y + 3.5],
    [-9, y + 3.5],
    [-9, y - 3.5],
  ],
  [
    [-5, y],
    [-4.6, y],
  ],
]);

/** Null where a letter can't be drawn. */
export function drawLetters(letters: string, { side, shape }: Size): Buffer | null {
  const paths = strokesOf(letters);
  if (!paths) {
    return null;
  }
  const width = Math.max(...paths.flat().map(([x]) => x));
  const { letter, both } = FILLED[shape];
  const scale = Math.min(
    (letter * side) / LETTER_HEIGHT,
    width > 0 ? (both * side) / width : Number.POSITIVE_INFINITY,
  );
  return drawPaths(placed(paths, [width / 2, LETTER_HEIGHT / 2], scale, side), PEN * LETTER_HEIGHT * scale, {
    side,
    shape,
  });
}

export function drawOwnMark({ side, shape }: Size): Buffer {
  const scale = (side / 36) * (shape === "full" ? 0.8 : 1);
  return drawPaths(placed(UNITS, [0, 0], scale, side), 2.3 * scale, { side, shape });
}

const placed = (paths: Point[][], [x0, y0]: Point, scale: number, side: number): Point[][] =>
  paths.map((path) => path.map(([x, y]) => [side / 2 + (x - x0) * scale, side / 2 + (y - y0) * scale]));

function drawPaths(paths: Point[][], pen: number, { side, shape }: Size): Buffer {
  const png = new PNG({ width: side, height: side });
  const [plate, ink] = [rgb(PLATE), rgb(ON_PLATE)];
  const lines = paths.flatMap((path) => path.slice(1).map((to, n) => [path[n] ?? to, to] as const));
  const corner = shape === "plain" ? CORNER * side : 0;
  const reach = pen / 2 + 1;
  for (let y = 0; y < side; y++) {
    const near = lines.filter(
      ([[, y1], [, y2]]) => y + 0.5 > Math.min(y1, y2) - reach && y + 0.5 < Math.max(y1, y2) + reach,
    );
    for (let x = 0; x < side; x++) {
      let least = reach;
      for (const [from, to] of near) {
        least = Math.min(least, distance(x + 0.5, y + 0.5, from, to));
      }
      const inked = cover(pen / 2 - least);
      const at = 4 * (y * side + x);
      for (let n = 0; n < 3; n++) {
        png.data[at + n] = (plate[n] ?? 0) + ((ink[n] ?? 0) - (plate[n] ?? 0)) * inked;
      }
      png.data[at + 3] = 255 * (corner ? cover(-outside(x + 0.5, y + 0.5, side, corner)) : 1);
    }
  }
  return PNG.sync.write(png);
}

/** How much of a pixel lies within an edge that is so many pixels away, outside where it is negative. */
const cover = (inside: number): number => Math.min(1, Math.max(0, inside + 0.5));

function distance(x: number, y: number, [x1, y1]: Point, [x2, y2]: Point): number {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
  return Math.sqrt((x - x1 - along * dx) ** 2 + (y - y1 - along * dy) ** 2);
}

/** Pixels that a point lies outside of a square with round corners; negative inside. */
function outside(x: number, y: number, side: number, corner: number): number {
  const dx = Math.abs(x - side / 2) - side / 2 + corner;
  const dy = Math.abs(y - side / 2) - side / 2 + corner;
  return Math.sqrt(Math.max(dx, 0) ** 2 + Math.max(dy, 0) ** 2) + Math.min(Math.max(dx, dy), 0) - corner;
}

const rgb = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** Points of a pixel that are looked at, each way, where a picture becomes smaller. */
const LOOKS = 3;

/** The picture in the middle of a square, as large as it goes; null where it can't be read. */
export function drawPicture(file: Buffer, { side, shape }: Size): Buffer | null {
  let picture: PNG;
  try {
    picture = PNG.sync.read(file);
  } catch {
    return null;
  }
  const { width, height } = picture;
  const scale = (FILLED[shape].picture * side) / Math.max(width, height);
  const left = (side - width * scale) / 2;
  const top = (side - height * scale) / 2;
  const looks = scale < 1 ? LOOKS : 1;
  const behind = shape === "full" ? rgb(SHEET) : null;
  const png = new PNG({ width: side, height: side });
  const sum = new Float64Array(4);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      sum.fill(0);
      for (let n = 0; n < looks * looks; n++) {
        const px = x + ((n % looks) + 0.5) / looks;
        const py = y + (Math.floor(n / looks) + 0.5) / looks;
        add(sum, picture, (px - left) / scale - 0.5, (py - top) / scale - 0.5);
      }
      put(png.data, 4 * (y * side + x), sum, looks * looks, behind);
    }
  }
  return PNG.sync.write(png);
}

/** Adds the colour at a place between four pixels, its red, green and blue by its opacity. */
function add(sum: Float64Array, { data, width, height }: PNG, x: number, y: number): void {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  for (let n = 0; n < 4; n++) {
    const px = x0 + (n & 1);
    const py = y0 + (n >> 1);
    if (px < 0 || py < 0 || px >= width || py >= height) {
      continue;
    }
    const at = 4 * (py * width + px);
    const opacity = ((data[at + 3] ?? 0) / 255) * (1 - Math.abs(x - px)) * (1 - Math.abs(y - py));
    for (let colour = 0; colour < 3; colour++) {
      sum[colour] = (sum[colour] ?? 0) + (data[at + colour] ?? 0) * opacity;
    }
    sum[3] = (sum[3] ?? 0) + opacity;
  }
}

/** Writes the mean of `count` sums, on what stands behind it. */
function put(data: Buffer, at: number, sum: Float64Array, count: number, behind: number[] | null): void {
  const opacity = (sum[3] ?? 0) / count;
  const all = behind ? 1 : opacity;
  for (let n = 0; n < 3; n++) {
    const colour = (sum[n] ?? 0) / count + (behind?.[n] ?? 0) * (1 - opacity);
    data[at + n] = all === 0 ? 0 : colour / all;
  }
  data[at + 3] = 255 * all;
}
