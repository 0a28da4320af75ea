import { crc32, inflateSync } from "node:zlib";

/** Pictures that staff upload: PNG alone. SVG can hold scripts and links, and so is none. */

export const LONGEST_PNG_BYTES = 32 * 1024;
export const SMALLEST_SIDE = 32;
export const LONGEST_SIDE = 512;
export const PNG_FAULTS = ["no-png", "png-too-big", "png-sides"] as const;
export type PngFault = (typeof PNG_FAULTS)[number];

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What draws the picture. Texts, times and profiles stay behind: they tell of the one who made it. */
const KEPT: ReadonlySet<string> = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);

interface Chunk {
  type: string;
  data: Buffer;
  whole: Buffer;
}

/** The picture with nothing in it but the picture; every part of it was read, not its name believed. */
export function cleanPng(given: Buffer): { ok: true; png: Buffer } | { ok: false; fault: PngFault } {
  if (given.length > LONGEST_PNG_BYTES) {
    return { ok: false, fault: "png-too-big" };
  }
  const chunks = chunksOf(given);
  const header = chunks?.[0];
  if (!chunks || header?.type !== "IHDR" || header.data.length !== 13 || chunks.at(-1)?.type !== "IEND") {
    return { ok: false, fault: "no-png" };
  }
  const sides = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  if (sides.some((side) => side < SMALLEST_SIDE || side > LONGEST_SIDE)) {
    return { ok: false, fault: "png-sides" };
  }
  if (!unpacks(chunks)) {
    return { ok: false, fault: "no-png" };
  }
  const kept = chunks.filter(({ type }) => KEPT.has(type)).map(({ whole }) => whole);
  return { ok: true, png: Buffer.concat([SIGNATURE, ...kept]) };
}

/** Null where it is no PNG to its last byte. */
function chunksOf(file: Buffer): Chunk[] | null {
  if (!file.subarray(0, 8).equals(SIGNATURE)) {
    return null;
  }
  const chunks: Chunk[] = [];
  for (let at = 8; at < file.length; ) {
    const length = at + 12 <= file.length ? file.readUInt32BE(at) : file.length;
    const end = at + 12 + length;
    if (end > file.length) {
      return null;
    }
    const body = file.subarray(at + 4, end - 4);
    if (crc32(body) !== file.readUInt32BE(end - 4)) {
      return null;
    }
    chunks.push({
      type: body.toString("latin1", 0, 4),
      data: body.subarray(4),
      whole: file.subarray(at, end),
    });
    at = end;
  }
  return chunks;
}

/** The largest picture of 512 × 512 at 16 bits and four channels, with its filter bytes and a margin for interlacing. */
const LONGEST_UNPACKED = LONGEST_SIDE * (LONGEST_SIDE * 8 + 1) + 8 * LONGEST_SIDE;

function unpacks(chunks: Chunk[]): boolean {
  const packed = chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data);
  try {
    return inflateSync(Buffer.concat(packed), { maxOutputLength: LONGEST_UNPACKED }).length > 0;
  } catch {
    return false;
  }
}
