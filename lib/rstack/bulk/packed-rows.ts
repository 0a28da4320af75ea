import { deserialize } from "node:v8";

/** Rows that are read one behind the other, as often as one likes. An array is one as well. */
export interface Rows<Row> extends Iterable<Row> {
  readonly length: number;
}

/**
 * As a thread packed them, some hundred in a part. Fifty thousand hosts as objects are 60 MB that the collector carries about
 * while they come, which holds the event loop for up to 80 ms; as bytes they cost it nothing, and what is read of them is
 * soon forgotten.
 */
export class PackedRows<Row> implements Rows<Row> {
  constructor(
    readonly parts: readonly Uint8Array[],
    readonly length: number,
  ) {}

  *[Symbol.iterator](): Generator<Row> {
    for (const part of this.parts) {
      yield* deserialize(part) as Row[];
    }
  }
}

/** All of them at once, as an array, with turns of the event loop in between. */
export async function unpack<Row>(rows: Rows<Row>): Promise<Row[]> {
  if (Array.isArray(rows)) {
    return rows;
  }
  const all: Row[] = [];
  for (const row of rows) {
    all.push(row);
    if (all.length % 500 === 0) {
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }
  return all;
}
