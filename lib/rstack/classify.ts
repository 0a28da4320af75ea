import type { ReplyKind } from "./catalogue/action";
import type { ReplyValues } from "./catalogue/catalogue";
import { decodeText } from "./decode";
import type { ProtocolCause } from "./outcome";
import { parseObject, parseRows, type RowReading } from "./rows/raw-row";

/**
 * What the bytes of a whole answer say. `refused.text` is the master's, not yet scrubbed. `emptyBody`: a list without
 * rows because there was no body at all.
 */
export type Reply<T> =
  | { kind: "value"; value: T; emptyBody?: true }
  | { kind: "refused"; text: string }
  | { kind: "protocol"; cause: ProtocolCause; detail?: string };

type AnyReply = Reply<ReplyValues[ReplyKind]>;

/** Reads an answer by the action's own kind, on the whole body: never "starts with 0, else an error". */
export function classify<Kind extends ReplyKind>(
  kind: Kind,
  bytes: Uint8Array,
  reading?: RowReading,
): Reply<ReplyValues[Kind]>;
export function classify(kind: ReplyKind, bytes: Uint8Array, reading?: RowReading): AnyReply {
  const text = decodeText(bytes);
  if (text === null) {
    return protocol("encoding");
  }
  if (text === "-1" || text.startsWith("-1|")) {
    return { kind: "refused", text: text.slice(3) };
  }
  if (text === "") {
    return kind === "list" ? { kind: "value", value: [], emptyBody: true } : protocol("empty");
  }
  if (text.startsWith("<")) {
    return protocol("html");
  }
  return READERS[kind](text, reading);
}

const value = (of: ReplyValues[ReplyKind]): AnyReply => ({ kind: "value", value: of });
const protocol = (cause: ProtocolCause): { kind: "protocol"; cause: ProtocolCause } => ({
  kind: "protocol",
  cause,
});

const isDone = (text: string) => text === "0" || text.startsWith("0|");

/** What a list without rows is written as, beside `[]` and no body at all. */
const NO_ROWS = ["null", '""'];

const READERS: Record<ReplyKind, (text: string, reading?: RowReading) => AnyReply> = {
  ack: (text) => (isDone(text) ? value(null) : protocol("shape")),
  "ack-data": (text) => {
    if (!isDone(text)) {
      return protocol("shape");
    }
    // The first `|` alone: data hold more of them.
    return value(text === "0" ? null : text.slice(2));
  },
  list: (text, reading) => {
    if (NO_ROWS.includes(text)) {
      return value([]);
    }
    if (!text.startsWith("[")) {
      return protocol("shape");
    }
    const rows = parseRows(text, reading);
    return rows === null ? protocol(broken(text, "]")) : rows === "shape" ? protocol("shape") : value(rows);
  },
  object: (text, reading) => {
    if (!text.startsWith("{")) {
      return protocol("shape");
    }
    const row = parseObject(text, reading);
    return row === null ? protocol(broken(text, "}")) : row === "shape" ? protocol("shape") : value(row);
  },
  state: readState,
};

/** Half a JSON text, or a whole one with something behind it. */
const broken = (text: string, end: string): ProtocolCause => (text.endsWith(end) ? "shape" : "truncated");

/** Alone, a word must look like one. `setup running` is one: the vendor's list lacks a comma there. */
const BARE_STATE_WORD = /^[A-Za-z][A-Za-z ,_-]{0,31}$/;
/** In front of its details any short word counts, in any script: a state that we don't know is shown as unknown. */
const STATE_WORD = /^[^\p{C}<>{}[\]"]{1,32}$/u;

function readState(text: string, reading?: RowReading): AnyReply {
  const cut = text.indexOf("|");
  const word = (cut === -1 ? text : text.slice(0, cut)).trim();
  const details = cut === -1 ? null : parseObject(text.slice(cut + 1), reading);
  const detailed = details !== null && details !== "shape";
  if (!(detailed ? STATE_WORD : BARE_STATE_WORD).test(word)) {
    return protocol("shape");
  }
  return value({ word: word.toLowerCase(), details: details === "shape" ? null : details });
}
