import { parentPort } from "node:worker_threads";
import type { HostRow } from "./master-client";
import { parseHostList } from "./parse-host-list";

/** What the worker is asked, and says: the rows in parts, then the rest of the reply. */
export interface ParseQuestion {
  bytes: Uint8Array;
  ownerField: string;
}
export type ParseMessage = { part: HostRow[] } | { reply: ReturnType<typeof parseHostList> };

/** Small enough that taking one over doesn't hold up the receiver's event loop. */
const PART = 1_000;

parentPort?.on("message", ({ bytes, ownerField }: ParseQuestion) => {
  const reply = parseHostList(bytes, ownerField);
  if (reply.kind === "value") {
    const { rows } = reply.value;
    for (let at = 0; at < rows.length; at += PART) {
      post({ part: rows.slice(at, at + PART) });
    }
    reply.value.rows = [];
  }
  post({ reply });
});

const post = (message: ParseMessage) => parentPort?.postMessage(message);
