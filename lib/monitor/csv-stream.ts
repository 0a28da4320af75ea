import "server-only";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { type CsvTexts, csvHead, csvRows } from "./csv";
import { readRange } from "./read-range";

/** So much is read and written at a time: a month would hold up the process. */
const PIECE = 86_400;

/** What is kept of the range, every sample; asks the master for nothing. Times in Unix seconds, UTF-8 out. */
export function csvStream(
  owned: OwnedHost,
  range: { from: number; to: number },
  zone: string,
  texts: CsvTexts,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let at = range.from;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(csvHead(texts)));
    },
    async pull(controller) {
      const to = Math.min(at + PIECE, range.to);
      const { samples } = await readRange(owned.tenancyId, { from: at, to }, "kept");
      at = to;
      // An empty piece would leave the reader waiting for good.
      controller.enqueue(encoder.encode(csvRows(samples, zone)));
      if (at >= range.to) {
        controller.close();
      }
    },
  });
}
