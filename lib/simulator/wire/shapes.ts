import type { Answer } from "../actions/action";
import type { SettingsPatch } from "../control/types";
import type { Master } from "../master";
import { dialectOf, OWNED_LISTS } from "./dialect";
import { SimRefusal } from "./refusals";

/** A column of some master's: what it is called, which of ours it stands for, and how its values are written. */
export interface PlayedColumn {
  name: string;
  as: string | null;
  values: readonly string[];
}

export interface PlayedReply {
  isRefused: boolean;
  /** Null: as our own. */
  whenEmpty: "" | "null" | "[]" | '""' | null;
  columns: readonly PlayedColumn[];
}

/** By action, `vm_snapshot.list` where there are several of a name. */
export type PlayedShapes = Readonly<Record<string, PlayedReply>>;

const EMPTY = { nothing: "", null: "null", brackets: "[]", quotes: '""' } as const;

/**
 * The settings that make this master answer in the shapes of a file of `npm run check -- --record`. Throws for a text
 * that is no such file.
 */
export function settingsOfShapes(text: string): SettingsPatch {
  const file = asObject(JSON.parse(text));
  if (file.version !== 1)
    throw new Error("shapes: not a file of npm run check -- --record, or of another version");
  const replies = Object.entries(asObject(file.replies)).map(
    ([action, reply]) => [action, replyOf(asObject(reply))] as const,
  );
  const zone = /^UTC([+-])(\d\d):(\d\d)$/.exec(String(file.timeZone));
  const minutes = zone ? Number(zone[2]) * 60 + Number(zone[3]) : 0;
  return {
    shapes: Object.fromEntries(replies),
    ownerColumn: typeof file.ownerColumn === "string" ? file.ownerColumn : null,
    knowsOwnerFilter: file.filtersByOwner !== false,
    ...(zone ? { timeZoneMinutes: zone[1] === "-" ? -minutes : minutes } : {}),
    dialect: {
      ...dialectOf(""),
      freeip: file.freeIpFindsNode === false ? "both" : "vmid",
      // Never a task on any host: those that are done are gone.
      tasks: hasRows(file.replies, "hypertask") ? "kept" : "gone",
      filter: Array.isArray(file.ignoresHost) && file.ignoresHost.length > 0 ? "ignored" : "honoured",
    },
  };
}

const hasRows = (replies: unknown, action: string): boolean => {
  const { answers } = asObject(asObject(replies)[action] ?? {});
  return Array.isArray(answers) && answers.includes("rows");
};

const asObject = (value: unknown): Record<string, unknown> => {
  if (typeof value !== "object" || value === null) throw new Error("shapes: an object is missing");
  return value as Record<string, unknown>;
};

function replyOf(reply: Record<string, unknown>): PlayedReply {
  const answers = Array.isArray(reply.answers) ? reply.answers : [];
  const columns = Array.isArray(reply.columns) ? reply.columns.map(asObject) : [];
  const empty = EMPTY[reply.whenEmpty as keyof typeof EMPTY];
  return {
    isRefused: answers.length > 0 && answers.every((answer) => answer === "refused"),
    whenEmpty: empty ?? null,
    // A key that was written down by its kind alone can't be played.
    columns: columns.flatMap(({ name, as, values }) =>
      typeof name === "string"
        ? [
            {
              name,
              as: typeof as === "string" ? as : null,
              values: Array.isArray(values) ? values.map(String) : [],
            },
          ]
        : [],
    ),
  };
}

type Row = Record<string, string | number | null>;

/** Columns that we have under another name than the document's or the panel's first guess. */
const OUR_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "vm_cd_manage.list": { cdid: "id" },
  hypertask: { starttime: "addtime" },
};
const WITH_DETAILS = ["vm_state", "vm_exinfo", "vm_console.state"];

/** The answer in the shapes of another master; what it says stays ours. */
export function inShapes(
  master: Master,
  name: string,
  params: Record<string, string>,
  answer: Answer,
): Answer {
  const { shapes } = master.settings;
  const action =
    shapes && params.subvaction && shapes[`${name}.${params.subvaction}`]
      ? `${name}.${params.subvaction}`
      : name;
  const reply = shapes?.[action];
  if (!reply) return answer;
  if (reply.isRefused) return { kind: "text", text: `-1|${new SimRefusal("failed").text(null)}` };
  const reshape = (text: string) =>
    reply.columns.length === 0 ? text : JSON.stringify(rowIn(master, action, reply, JSON.parse(text) as Row));
  if (answer.kind === "rows") {
    const whenEmpty = reply.whenEmpty ?? answer.whenEmpty;
    return answer.rows.length === 0
      ? { kind: "text", text: whenEmpty }
      : { ...answer, rows: answer.rows.map(reshape) };
  }
  const bar = action === "vm_state" ? answer.text.indexOf("|") + 1 : 0;
  const details = answer.text.slice(bar);
  return WITH_DETAILS.includes(action) && details.startsWith("{")
    ? { kind: "text", text: answer.text.slice(0, bar) + reshape(details) }
    : answer;
}

function rowIn(master: Master, action: string, reply: PlayedReply, plain: Row): Row {
  const row = OWNED_LISTS.includes(action) ? withHost(master, action, plain) : plain;
  const ours = OUR_NAMES[action] ?? {};
  const names = new Set(reply.columns.map(({ name }) => name));
  const played: Row = {};
  for (const column of reply.columns) {
    const sources = [column.as, column.as === null ? null : (ours[column.as] ?? null), column.name];
    const source = sources.find((one) => one !== null && Object.hasOwn(row, one));
    const value = source == null ? sampleOf(column) : (row[source] ?? null);
    const more = source == null || names.has(`additionals_${source}`) ? null : row[`additionals_${source}`];
    played[column.name] = written(master, source ?? column.name, column, value, more ? String(more) : "");
  }
  return played;
}

/** What a row could be told its host by. */
function withHost(master: Master, action: string, row: Row): Row {
  const host = master.hosts.get(String(row.vmid ?? ""));
  if (!host) return row;
  return { vmname: host.vmname, ...(action === "hyperip" ? {} : { ip: host.ip }), ...row };
}

/** For a column that we don't have. */
function sampleOf({ values }: PlayedColumn): string {
  if (values.some((shape) => ["digits", "number"].includes(shape))) return "1";
  return values.includes("text") ? "text" : "";
}

function written(
  master: Master,
  source: string,
  { values }: PlayedColumn,
  value: string | number | null,
  more: string,
): string | number | null {
  const has = (shape: string) => values.includes(shape);
  const text = value === null ? "" : String(value);
  if (text === "") return has("null") && !has("empty") ? null : "";
  if (source === "publicip" && has("text") && !has("address")) return "nat-gateway-1";
  if (has("addresses") && more !== "") return `${text},${more}`;
  if (/^1[0-9]{9}$/.test(text) && has("clock") && !has("seconds")) {
    const at = (Number(text) + master.settings.timeZoneMinutes * 60) * 1000;
    return new Date(at).toISOString().slice(0, 19).replace("T", " ");
  }
  const isPlainNumber = /^-?[0-9]{1,15}(?:\.[0-9]+)?$/.test(text);
  return isPlainNumber && has("number") && !has("digits") && !has("decimal") ? Number(text) : text;
}
