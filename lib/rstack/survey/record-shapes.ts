import { isIP } from "node:net";
import type { Action } from "../catalogue/action";
import { decodeText } from "../decode";
import { CHECKED_REPLIES } from "./checked-replies";
import { isColumnName } from "./column-words";

/** How a value is written. Never the value. */
export type ValueShape =
  | "null"
  | "empty"
  | "number"
  | "boolean"
  | "digits"
  | "seconds"
  | "decimal"
  | "clock"
  | "day"
  | "address"
  | "addresses"
  | "figures"
  | "text"
  | "list"
  | "object";

export interface ColumnShape {
  /** Null for a key that may be an id, an address or a name: `key` then says which. */
  name: string | null;
  key?: "id" | "address" | "name";
  /** The documented column, or our first guess, that the panel reads this one as; absent where it doesn't read it. */
  as?: string;
  values: ValueShape[];
}

/** The shape of one action's replies. */
export interface ReplyShape {
  answers: ("rows" | "object" | "state" | "done" | "empty" | "refused" | "unreadable")[];
  /** How a list without rows is written; absent where none was seen. */
  whenEmpty?: "nothing" | "null" | "brackets" | "quotes";
  columns: ColumnShape[];
}

export interface ShapeRecorder {
  /** One whole answer, as it came. */
  note(action: Pick<Action, "action" | "subvaction" | "kind" | "reply">, bytes: Uint8Array): void;
  /** By action, `vm_snapshot.list` where there are several of a name. */
  replies(): Record<string, ReplyShape>;
}

interface Noted {
  answers: Set<ReplyShape["answers"][number]>;
  whenEmpty?: ReplyShape["whenEmpty"];
  columns: Map<string, Set<ValueShape>>;
}

/** Keeps names and notations of columns. A value is looked at and forgotten, but for a note that no key may equal it. */
export function createShapeRecorder(own: {
  ownerField: string;
  columns: Readonly<Record<string, Readonly<Record<string, string>>>>;
}): ShapeRecorder {
  const noted = new Map<string, Noted>();
  const values = new Set<string>();
  return {
    note: (action, bytes) => {
      const name = action.subvaction === null ? action.action : `${action.action}.${action.subvaction}`;
      const reply = noted.get(name) ?? { answers: new Set(), columns: new Map() };
      noted.set(name, reply);
      noteAnswer(reply, action.reply, decodeText(bytes), values);
    },
    replies: () =>
      Object.fromEntries(
        [...noted].map(([name, reply]) => [name, shapeOf(name, reply, values, own)] as const),
      ),
  };
}

function noteAnswer(reply: Noted, kind: Action["reply"], text: string | null, values: Set<string>): void {
  if (text === "-1" || text?.startsWith("-1|")) {
    reply.answers.add("refused");
    return;
  }
  if (kind === "ack" || kind === "ack-data") {
    reply.answers.add(text === "0" || text?.startsWith("0|") ? "done" : "unreadable");
    return;
  }
  if (kind === "list" && text !== null && Object.hasOwn(EMPTY, text)) {
    reply.answers.add("empty");
    reply.whenEmpty = EMPTY[text];
    return;
  }
  const rows = rowsOf(kind === "state" ? text?.slice(text.indexOf("|") + 1) : text);
  if (rows === null || (kind === "list") !== Array.isArray(rows)) {
    reply.answers.add("unreadable");
    return;
  }
  reply.answers.add(kind === "list" ? "rows" : kind === "state" ? "state" : "object");
  for (const row of Array.isArray(rows) ? rows : [rows]) {
    for (const [key, value] of Object.entries(row)) {
      reply.columns.set(key, (reply.columns.get(key) ?? new Set()).add(valueShape(value)));
      if (typeof value === "string" || typeof value === "number") {
        values.add(String(value).trim().toLowerCase());
      }
    }
  }
}

const EMPTY: Readonly<Record<string, ReplyShape["whenEmpty"]>> = {
  "": "nothing",
  null: "null",
  "[]": "brackets",
  '""': "quotes",
};

type Row = Record<string, unknown>;
const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function rowsOf(text: string | null | undefined): Row[] | Row | null {
  try {
    const parsed: unknown = JSON.parse(text ?? "");
    return Array.isArray(parsed) ? (parsed.every(isRow) ? parsed : null) : isRow(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function valueShape(value: unknown): ValueShape {
  if (value === null || value === undefined) {
    return "null";
  }
  if (typeof value === "string") {
    return textShape(value.trim());
  }
  if (typeof value === "number" || typeof value === "boolean") {
    return typeof value === "number" ? "number" : "boolean";
  }
  return Array.isArray(value) ? "list" : "object";
}

const FORMS: readonly [ValueShape, RegExp][] = [
  ["empty", /^$/],
  ["day", /^(?:19|20)[0-9]{2}(?:[01][0-9][0-3][0-9]|[-/][0-9]{1,2}[-/][0-9]{1,2})$/],
  ["seconds", /^1[0-9]{9}$/],
  ["digits", /^-?[0-9]+$/],
  ["decimal", /^-?[0-9]+\.[0-9]+$/],
  ["clock", /^[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}[ T][0-9:.]+$/],
  ["figures", /^-?[0-9.]+%?(?:, ?-?[0-9.]+%?)+$/],
];

function textShape(text: string): ValueShape {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.every((part) => isIP(part) !== 0)) {
    return parts.length === 1 ? "address" : "addresses";
  }
  return FORMS.find(([, form]) => form.test(text))?.[0] ?? "text";
}

const TABLES = Object.values(CHECKED_REPLIES);
/** The names that the panel looks for, which are nobody's. */
const KNOWN = new Set(TABLES.flatMap(({ columns }) => Object.values(columns).flatMap(({ names }) => names)));

function shapeOf(
  action: string,
  reply: Noted,
  values: ReadonlySet<string>,
  own: Parameters<typeof createShapeRecorder>[0],
): ReplyShape {
  const renamed = own.columns[action.split(".")[0] ?? ""] ?? {};
  const told = new Set([own.ownerField, ...Object.values(renamed)]);
  const columns = [...reply.columns].map(([key, shapes]): ColumnShape => {
    const as = readAs(action, key, reply.columns, renamed, own.ownerField);
    // Rows are flat: a key with an object behind it is rather what the object is about.
    const isFlat = !shapes.has("object") && !shapes.has("list");
    const isNobodys = isColumnName(key) && isFlat && !values.has(key.trim().toLowerCase());
    const isSafe = KNOWN.has(key) || told.has(key) || isNobodys;
    return {
      ...(isSafe ? { name: key } : { name: null, key: keyKind(key) }),
      ...(as === null ? {} : { as }),
      values: [...shapes].sort(),
    };
  });
  return {
    answers: [...reply.answers].sort(),
    ...(reply.whenEmpty === undefined ? {} : { whenEmpty: reply.whenEmpty }),
    columns: columns.sort((a, b) => (a.name ?? "~").localeCompare(b.name ?? "~")),
  };
}

const keyKind = (key: string): ColumnShape["key"] =>
  isIP(key) !== 0 ? "address" : /^[0-9a-f-]*[0-9][0-9a-f-]*$/i.test(key) ? "id" : "name";

/** What the panel takes a column for: the first name of the field that it is read for. */
function readAs(
  action: string,
  key: string,
  present: ReadonlyMap<string, unknown>,
  renamed: Readonly<Record<string, string>>,
  ownerField: string,
): string | null {
  if (action === "hyper" && key === ownerField) {
    return ownerField;
  }
  const ours = Object.entries(renamed).find(([, theirs]) => theirs === key)?.[0];
  for (const { action: of, columns } of TABLES) {
    for (const { names } of of === action ? Object.values(columns) : []) {
      const taken = names.find((name) => present.has(name) || renamed[name] !== undefined);
      if (taken !== undefined && (ours === taken || (taken === key && renamed[taken] === undefined))) {
        return names[0];
      }
    }
  }
  return null;
}
