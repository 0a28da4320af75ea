import { parentPort } from "node:worker_threads";
import type { Reply } from "./classify";
import { parseHostList } from "./parse-host-list";
import { parseUserList } from "./parse-user-list";

/** What the worker is asked, and says: the rows in parts, then the rest of the reply. */
export type ParseQuestion =
  | { list: "hosts"; bytes: Uint8Array; ownerField: string }
  | { list: "users"; bytes: Uint8Array };
export type ParseMessage<List extends { rows: unknown[] }> = { part: List["rows"] } | { reply: Reply<List> };

/** Small enough that taking one over doesn't hold up the receiver's event loop. */
const PART = 1_000;

parentPort?.on("message", (question: ParseQuestion) => {
  if (question.list === "hosts") {
    postInParts(parseHostList(question.bytes, question.ownerField));
  } else {
    postInParts(parseUserList(question.bytes));
  }
});

function postInParts<List extends { rows: unknown[] }>(reply: Reply<List>): void {
  if (reply.kind === "value") {
    const { rows } = reply.value;
    for (let at = 0; at < rows.length; at += PART) {
      post<List>({ part: rows.slice(at, at + PART) });
    }
    reply.value.rows = [];
  }
  post<List>({ reply });
}

const post = <List extends { rows: unknown[] }>(message: ParseMessage<List>) =>
  parentPort?.postMessage(message);
