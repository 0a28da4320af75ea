import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";
import { createGzip } from "node:zlib";
import type { WireAnswer } from "../faults/body-faults";
import type { FaultView } from "../faults/fault-rules";

const ROWS_AT_A_TIME = 500;
const PIECE = Buffer.alloc(65_536, "[0],");

/** Cuts the connection with a RST, so that the other side sees a reset and not an end. */
export function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** A list as it is, in pieces: 40 MB never stand in memory twice. */
export function streamRows(
  response: ServerResponse,
  headers: Record<string, string>,
  rows: string[],
): Promise<void> {
  response.writeHead(200, headers);
  return pipeline(Readable.from(piecesOf(rows), { objectMode: false }), response);
}

function* piecesOf(rows: string[]): Generator<string> {
  for (let first = 0; first < rows.length; first += ROWS_AT_A_TIME) {
    yield (first === 0 ? "[" : ",") + rows.slice(first, first + ROWS_AT_A_TIME).join(",");
  }
  yield "]";
}

export async function deliver(
  response: ServerResponse,
  answer: WireAnswer,
  faults: FaultView[],
): Promise<void> {
  const of = (kind: FaultView["kind"]) => faults.find((fault) => fault.kind === kind);
  const slow = of("slow-body");
  const huge = of("huge-body");
  const bomb = of("gzip-bomb");
  if (of("reset-mid-body")) return resetMidBody(response, answer);
  if (slow) return dribble(response, answer, slow.delayMs ?? 200);
  if (huge) return pour(response, answer.headers, huge.bytes ?? 300_000_000);
  if (bomb) return explode(response, answer.headers, bomb.bytes ?? 1_000_000_000);
  response.writeHead(answer.status, { ...answer.headers, "content-length": String(answer.body.length) });
  response.end(answer.body);
}

async function resetMidBody(response: ServerResponse, answer: WireAnswer): Promise<void> {
  const { length } = answer.body;
  response.writeHead(answer.status, { ...answer.headers, "content-length": String(length + 1) });
  response.flushHeaders();
  if (length > 1) response.write(answer.body.subarray(0, Math.ceil(length / 2)));
  // Long enough for what was written to leave before the RST overtakes it.
  await wait(50);
  reset(response);
}

function dribble(response: ServerResponse, answer: WireAnswer, everyMs: number): Promise<void> {
  response.writeHead(answer.status, { ...answer.headers, "content-length": String(answer.body.length) });
  response.flushHeaders();
  return pipeline(async function* () {
    for (let at = 0; at < answer.body.length; at++) {
      await wait(everyMs);
      yield answer.body.subarray(at, at + 1);
    }
  }, response);
}

function pour(response: ServerResponse, headers: Record<string, string>, bytes: number): Promise<void> {
  response.writeHead(200, headers);
  return pipeline(Readable.from(filling(bytes), { objectMode: false }), response);
}

function explode(response: ServerResponse, headers: Record<string, string>, bytes: number): Promise<void> {
  response.writeHead(200, { ...headers, "content-encoding": "gzip" });
  return pipeline(Readable.from(filling(bytes), { objectMode: false }), createGzip(), response);
}

function* filling(bytes: number): Generator<Buffer> {
  for (let made = 0; made < bytes; made += PIECE.length) yield PIECE;
}
