import { parentPort } from "node:worker_threads";
import type { Reply } from "../classify";
import type { RowReading } from "../rows/raw-row";
import { parseHostList } from "./parse-host-list";
import { parseUserList } from "./parse-user-list";

/** What the worker is asked, and says: the rows in parts, then the rest of the reply. */
export type ParseQuestion =
  | { list: "hosts"; bytes: Uint8Array; ownerField: string; reading?: RowReading | undefined }
  | { list: "users"; bytes: Uint8Array };
export type ParseMessage<List extends { rows: unknown[] }> = { part: List["rows"] } | { reply: Reply<List> };

/** Small enough that taking one over doesn't hold up the receiver's event loop. */
const PART = 200;

/** Called at each further message: the receiver has taken the last part over. */
let next: () => void = () => {};

parentPort?.on("message", (message: ParseQuestion | "next") => {
  if (message === "next") {
    next();
  } else if (message.list === "hosts") {
    postInParts(parseHostList(own(message.bytes), message.ownerField, message.reading));
  } else {
    postInParts(parseUserList(own(message.bytes)));
  }
});

/** A decoder takes no shared memory. */
const own = (bytes: Uint8Array) => Uint8Array.from(bytes);

/** A port hands over all that lies in it in one turn of the loop: so never more than one part lies in it. */
function postInParts<List extends { rows: unknown[] }>(reply: Reply<List>): void {
  const rows: List["rows"] = reply.kind === "value" ? reply.value.rows : [];
  if (reply.kind === "value") {
    reply.value.rows = [];
  }
  let at = 0;
  next = () => {
    if (at < rows.length) {
      post<List>({ part: rows.slice(at, at + PART) });
      at += PART;
    } else {
      post<List>({ reply });
    }
  };
  next();
}

const post = <List extends { rows: unknown[] }>(message: ParseMessage<List>) =>
  parentPort?.postMessage(message);
