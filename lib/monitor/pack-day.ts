import "server-only";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import { z } from "zod";
import { bySeries, type Samples, SERIES } from "./samples";

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** A full day is 40 kB; a row that was tampered with must not fill the memory. */
const LARGEST_BYTES = 4_000_000;

const Column = z.array(z.number().nullable());
const Packed = z.object({
  t: z.array(z.number().int()),
  m: Column,
  s: z.array(Column).length(SERIES.length),
});

/** About 13 kB for a busy day, exact. Times are written as what is added to the one before. */
export async function packDay(samples: Samples): Promise<Buffer> {
  const steps = samples.times.map((time, at) => time - (samples.times[at - 1] ?? 0));
  const packed = { t: steps, m: samples.memoryTotal, s: SERIES.map((series) => samples.values[series]) };
  return deflate(JSON.stringify(packed));
}

/** Throws where the bytes are not what `packDay` made. */
export async function unpackDay(bytes: Buffer): Promise<Samples> {
  const text = (await inflate(bytes, { maxOutputLength: LARGEST_BYTES })).toString();
  const { t, m, s } = Packed.parse(JSON.parse(text));
  let time = 0;
  return {
    times: t.map((step) => {
      time += step;
      return time;
    }),
    memoryTotal: m,
    values: bySeries((series) => s[SERIES.indexOf(series)] ?? []),
  };
}
