import { createElement, type ReactElement } from "react";

/** Icons of the installed app, drawn by next/og without asking anybody for a font: its own has Latin letters and digits. */

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
  plain: { one: 0.58, both: 0.44, mark: 1, picture: 1 },
  full: { one: 0.46, both: 0.36, mark: 0.8, picture: 0.56 },
};

/** Whether a server can draw them. */
export const isDrawable = (letters: string): boolean => /^[A-Za-z0-9]{1,2}$/.test(letters);

export function drawLetters(letters: string, { side, shape }: Size): Promise<Buffer> {
  const fontSize = side * FILLED[shape][letters.length > 1 ? "both" : "one"];
  return draw(plate(shape, side, { color: ON_PLATE, fontSize, fontWeight: 600 }, letters), side);
}

/** `mark`: the panel's own, an SVG with its plate (`public/icon.svg`). */
export function drawOwnMark(mark: string, { side, shape }: Size): Promise<Buffer> {
  const size = side * FILLED[shape].mark;
  return draw(plate(shape, side, {}, image("svg+xml", Buffer.from(mark), size)), side);
}

/** The picture in the middle of a square, as large as it goes. */
export function drawPicture(png: Buffer, { side, shape }: Size): Promise<Buffer> {
  const ground = shape === "full" ? SHEET : "transparent";
  const picture = image("png", png, side * FILLED[shape].picture);
  return draw(plate(shape, side, { background: ground, borderRadius: 0 }, picture), side);
}

function plate(shape: IconShape, side: number, style: object, child: ReactElement | string): ReactElement {
  const look = { background: PLATE, borderRadius: shape === "plain" ? (10 / 36) * side : 0, ...style };
  const middle = { display: "flex", alignItems: "center", justifyContent: "center" };
  return createElement("div", { style: { width: "100%", height: "100%", ...middle, ...look } }, child);
}

const image = (kind: string, bytes: Buffer, side: number): ReactElement =>
  createElement("img", {
    src: `data:image/${kind};base64,${bytes.toString("base64")}`,
    ...{ width: side, height: side, style: { objectFit: "contain" } },
  });

/** Loaded with the first icon: no page needs it. */
async function draw(element: ReactElement, side: number): Promise<Buffer> {
  const { ImageResponse } = await import("next/og");
  return Buffer.from(await new ImageResponse(element, { width: side, height: side }).arrayBuffer());
}
