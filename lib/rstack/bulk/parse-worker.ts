import { constants, setPriority } from "node:os";
import { serialize } from "node:v8";
import { parentPort } from "node:worker_threads";
import type { Reply } from "../classify";
import type { RowReading } from "../rows/raw-row";
import { parseHostList } from "./parse-host-list";
import { parseUserList } from "./parse-user-list";

/** What the worker is asked, and says: the reply without its rows, and these packed in parts. */
export type ParseQuestion =
  | { list: "hosts"; bytes: Uint8Array; ownerField: string; reading?: RowReading | undefined }
  | { list: "users"; bytes: Uint8Array };
export interface ParseMessage<List extends { rows: unknown[] }> {
  reply: Reply<List>;
  parts: Uint8Array[];
  /** How many rows there are in all parts. */
  length: number;
}

// Where a thread has a priority of its own: on a processor that both want, what people wait for goes first.
if (process.platform === "linux") {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}

/** Small enough that unpacking one doesn't hold up the receiver's event loop. */
const PART = 200;

parentPort?.on("message", (question: ParseQuestion) => {
  const bytes = own(question.bytes);
  if (question.list === "hosts") {
    post(parseHostList(bytes, question.ownerField, question.reading));
  } else {
    post(parseUserList(bytes));
  }
});

/** A decoder takes no shared memory. */
const own = (bytes: Uint8Array) => Uint8Array.from(bytes);

function post<List extends { rows: unknown[] }>(reply: Reply<List>): void {
  const rows: List["rows"] = reply.kind === "value" ? reply.value.rows : [];
  if (reply.kind === "value") {
    reply.value.rows = [];
  }
  const parts: Uint8Array[] = [];
  for (let at = 0; at < rows.length; at += PART) {
    // Copied, since memory of the serializer's own is not handed over.
    parts.push(own(serialize(rows.slice(at, at + PART))));
  }
  const message: ParseMessage<List> = { reply, parts, length: rows.length };
  parentPort?.postMessage(
    message,
    parts.map(({ buffer }) => buffer as ArrayBuffer),
  );
}
