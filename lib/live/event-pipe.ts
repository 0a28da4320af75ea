import { HEARTBEAT_MS, type LiveEvent } from "../hosts/host-view";

/** JSON holds no line ends of its own, so one `data:` line is enough. */
const eventText = (event: LiveEvent): string =>
  `event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;

/** An event, for a page does not see a comment. */
const HEARTBEAT = "data:\n\n";
const RETRY_MS = 2_000;
/** A browser that lets this many events lie is gone or asleep: it comes back and reads once. */
const MOST_WAITING = 256;

export interface EventPipe {
  readable: ReadableStream<Uint8Array>;
  send(event: LiveEvent): void;
  close(): void;
}

/** The outgoing end of one event stream. `onClose` runs once, whoever closes it. */
export function eventPipe(onClose: () => void): EventPipe {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  /** Each event puts it off: only a silent stream sends heartbeats. */
  let heartbeat: NodeJS.Timeout | null = null;
  let closed = false;

  const finish = () => {
    if (closed) {
      return;
    }
    closed = true;
    if (heartbeat) {
      clearTimeout(heartbeat);
    }
    onClose();
  };
  const write = (text: string) => {
    if (closed || !controller) {
      return;
    }
    controller.enqueue(encoder.encode(text));
    heartbeat?.refresh();
    if ((controller.desiredSize ?? 0) <= -MOST_WAITING) {
      close();
    }
  };
  const close = () => {
    if (!closed) {
      finish();
      controller?.close();
    }
  };

  const readable = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
      write(`retry: ${RETRY_MS}\n\n`);
      heartbeat = setTimeout(() => write(HEARTBEAT), HEARTBEAT_MS);
    },
    cancel: finish,
  });
  return { readable, send: (event) => write(eventText(event)), close };
}
