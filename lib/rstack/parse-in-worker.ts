import { Worker } from "node:worker_threads";
import type { HostRow } from "./master-client";
import { parseHostList } from "./parse-host-list";
import type { ParseMessage, ParseQuestion } from "./parse-worker";

/** Below this the thread costs more than the parsing. */
const WORTH_A_THREAD = 2 * 1024 * 1024;

/** A thread that says nothing for so long was started wrongly. */
const PATIENCE_MS = 60_000;

type Parsed = ReturnType<typeof parseHostList>;

/**
 * `parseHostList` off the event loop: 40 MB hold it for about a second. Where no thread can be started it is done
 * here, slower for others but right.
 */
export async function parseInWorker(bytes: Uint8Array, ownerField: string): Promise<Parsed> {
  if (bytes.length < WORTH_A_THREAD) {
    return parseHostList(bytes, ownerField);
  }
  return (await askWorker({ bytes, ownerField })) ?? parseHostList(bytes, ownerField);
}

/** Null where the thread gave no answer. */
function askWorker(question: ParseQuestion): Promise<Parsed | null> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./parse-worker.ts", import.meta.url));
    const rows: HostRow[] = [];
    const end = (parsed: Parsed | null) => {
      clearTimeout(patience);
      resolve(parsed);
      void worker.terminate();
    };
    const patience = setTimeout(() => end(null), PATIENCE_MS);
    worker.on("message", (message: ParseMessage) => {
      if ("part" in message) {
        for (const row of message.part) {
          rows.push(row);
        }
        return;
      }
      if (message.reply.kind === "value") {
        message.reply.value.rows = rows;
      }
      end(message.reply);
    });
    worker.on("error", () => end(null));
    worker.on("exit", () => end(null));
    worker.postMessage(question);
  });
}
