import path from "node:path";
import { copyInTurns } from "../bytes-in-turns";
import type { Reply } from "../classify";
import type { WholeHostList } from "../master-client";
import type { RowReading } from "../rows/raw-row";
import { PackedRows, type Rows, unpack } from "./packed-rows";
import { parseHostList } from "./parse-host-list";
import { parseUserList, type UserList } from "./parse-user-list";
import type { ParseMessage, ParseQuestion } from "./parse-worker";

/** Below this the thread costs more than the parsing. */
const WORTH_A_THREAD = 2 * 1024 * 1024;

/**
 * Read by Node itself, from the checkout, and `Worker` come by where the bundler doesn't look: it would lay the source
 * among what browsers load.
 */
const { Worker } = process.getBuiltinModule("node:worker_threads");
const WORKER = "lib/rstack/bulk/parse-worker.mjs";

/** A thread that says nothing for so long was started wrongly. */
const PATIENCE_MS = 60_000;

/** `parseHostList` off the event loop: 40 MB hold it for about a second. */
export const parseInWorker = (
  bytes: Uint8Array,
  ownerField: string,
  reading?: RowReading,
): Promise<Reply<WholeHostList>> =>
  offTheLoop({ list: "hosts", bytes, ownerField, reading }, () => parseHostList(bytes, ownerField, reading));

export async function parseUsersInWorker(bytes: Uint8Array): Promise<Reply<UserList>> {
  const reply = await offTheLoop({ list: "users", bytes }, () => parseUserList(bytes));
  return reply.kind === "value" ? { ...reply, value: { rows: await unpack(reply.value.rows) } } : reply;
}

type InParts<List extends { rows: unknown[] }> = Omit<List, "rows"> & { rows: Rows<List["rows"][number]> };

/** Where no thread can be started it is done here, slower for others but right. */
async function offTheLoop<List extends { rows: unknown[] }>(
  question: ParseQuestion,
  here: () => Reply<List>,
): Promise<Reply<InParts<List>>> {
  if (question.bytes.length < WORTH_A_THREAD) {
    return here();
  }
  // Tens of megabytes posted as they are would be copied in one go.
  const bytes = await copyInTurns(
    [question.bytes],
    new Uint8Array(new SharedArrayBuffer(question.bytes.length)),
  );
  return (await askWorker<List>({ ...question, bytes })) ?? here();
}

/** Null where the thread gave no answer. */
function askWorker<List extends { rows: unknown[] }>(
  question: ParseQuestion,
): Promise<Reply<InParts<List>> | null> {
  return new Promise((resolve) => {
    const worker = new Worker(path.resolve(WORKER));
    const end = (parsed: Reply<InParts<List>> | null) => {
      clearTimeout(patience);
      resolve(parsed);
      void worker.terminate();
    };
    const patience = setTimeout(() => end(null), PATIENCE_MS);
    worker.on("message", ({ reply, parts, length }: ParseMessage<List>) => {
      const rows = new PackedRows<List["rows"][number]>(parts, length);
      end(reply.kind === "value" ? { ...reply, value: { ...reply.value, rows } } : reply);
    });
    worker.on("error", () => end(null));
    worker.on("exit", () => end(null));
    worker.postMessage(question);
  });
}
