import type { Readable } from "node:stream";

const LONGEST = 64 * 1024;

/** The first line of a stream without its line end; what follows is ignored. Bytes that are no UTF-8 are refused. */
export async function firstLine(input: Readable): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of input) {
    const bytes = Buffer.from(part);
    parts.push(bytes);
    size += bytes.length;
    if (bytes.includes(0x0a) || size > LONGEST) {
      break;
    }
  }
  const all = Buffer.concat(parts);
  const end = all.indexOf(0x0a);
  const line = end < 0 ? all : all.subarray(0, end);
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line).replace(/\r$/, "");
}
