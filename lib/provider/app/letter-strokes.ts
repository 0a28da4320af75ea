/**
 * Latin capitals and digits as strokes of a pen, since a server has no fonts to draw with: ten units high, from the top. A
 * glyph has paths (`;`) of points (`x,y`) and arcs (`@x,y,rx,ry,from,to`, in degrees, clockwise where `to` is the larger).
 */
const GLYPHS: Record<string, string> = {
  A: "0,10 4,0 8,10;1.4,6.6 6.6,6.6",
  B: "0,10 0,0 3.6,0 @3.6,2.4,2.4,2.4,-90,90 0,4.8;3.6,4.8 @3.9,7.4,2.6,2.6,-90,90 0,10",
  C: "@4.7,5,4.7,5,-45,-315",
  D: "0,0 0,10 3,10 @3,5,4.8,5,90,-90 0,0",
  E: "6,0 0,0 0,10 6,10;0,5 5.2,5",
  F: "6,0 0,0 0,10;0,5 5.2,5",
  G: "@4.7,5,4.7,5,-45,-360 5.2,5",
  H: "0,0 0,10;7.4,0 7.4,10;0,5 7.4,5",
  I: "0,0 0,10",
  J: "5,0 5,7.2 @2.5,7.2,2.5,2.8,0,180",
  K: "0,0 0,10;6.6,0 0,6.4;2.6,4 6.8,10",
  L: "0,0 0,10 5.6,10",
  M: "0,10 0,0 4.5,7 9,0 9,10",
  N: "0,10 0,0 7.4,10 7.4,0",
  O: "@5,5,5,5,0,360",
  P: "0,10 0,0 3.6,0 @3.6,2.8,2.8,2.8,-90,90 0,5.6",
  Q: "@5,5,5,5,0,360;6.2,6.8 9.4,10.2",
  R: "0,10 0,0 3.6,0 @3.6,2.7,2.7,2.7,-90,90 0,5.4;3.4,5.4 6.6,10",
  S: "@3.2,2.5,2.9,2.5,-30,-270 @3.2,7.5,3.2,2.5,-90,150",
  T: "0,0 7,0;3.5,0 3.5,10",
  U: "0,0 0,6.4 @3.6,6.4,3.6,3.6,180,0 7.2,0",
  V: "0,0 4,10 8,0",
  W: "0,0 2.8,10 5.6,1.5 8.4,10 11.2,0",
  X: "0,0 7,10;7,0 0,10",
  Y: "0,0 3.8,5 7.6,0;3.8,5 3.8,10",
  Z: "0,0 6.8,0 0,10 6.8,10",
  0: "@3.4,5,3.4,5,0,360",
  1: "0,2 2.6,0 2.6,10",
  2: "@3,2.9,2.9,2.9,-170,30 0,10 6,10",
  3: "@2.9,2.4,2.6,2.4,-150,90;2.9,4.8 @2.9,7.4,3,2.6,-90,150",
  4: "4.8,10 4.8,0 0,7 6.6,7",
  5: "5.6,0 0.9,0 0.6,4.6 @2.9,6.8,3.1,3.2,-135,150",
  6: "@3.2,6.9,3.1,3.1,0,360;0.4,5.6 4.4,0",
  7: "0,0 6,0 2,10",
  8: "@3,2.4,2.4,2.4,0,360;@3,7.4,3,2.6,0,360",
  9: "@3.1,3.1,3.1,3.1,0,360;5.9,4.4 1.9,10",
};

export type Point = readonly [x: number, y: number];

/** Degrees of an arc that one straight piece stands for. */
const PIECE = 9;
/** Between two letters, in the same units. */
const GAP = 3.4;
export const LETTER_HEIGHT = 10;

/** The letters side by side, from 0,0; null where one of them can't be drawn. */
export function strokesOf(letters: string): Point[][] | null {
  let left = 0;
  const paths: Point[][] = [];
  for (const letter of letters.toUpperCase()) {
    const glyph = GLYPHS[letter];
    if (glyph === undefined) {
      return null;
    }
    const own = glyph.split(";").map((path) => path.split(" ").flatMap(pointsOf));
    const width = Math.max(...own.flat().map(([x]) => x));
    paths.push(...own.map((path) => path.map(([x, y]): Point => [x + left, y])));
    left += width + GAP;
  }
  return paths;
}

function pointsOf(step: string): Point[] {
  const [x = 0, y = 0, rx = 0, ry = 0, from = 0, to = 0] = step.replace("@", "").split(",").map(Number);
  if (!step.startsWith("@")) {
    return [[x, y]];
  }
  const pieces = Math.ceil(Math.abs(to - from) / PIECE);
  return Array.from({ length: pieces + 1 }, (_, n): Point => {
    const angle = ((from + ((to - from) * n) / pieces) * Math.PI) / 180;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}
