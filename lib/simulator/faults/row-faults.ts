import type { Answer } from "../actions/action";
import type { FaultKind, FaultView } from "./fault-rules";

type Row = Record<string, unknown>;

const ROW_FAULTS: ReadonlySet<FaultKind> = new Set<FaultKind>([
  "doubled-rows",
  "missing-rows",
  "foreign-rows",
  "numbers",
  "nulls",
  "drop-columns",
  "rename-columns",
  "duplicate-keys",
]);

/** The faults that change which rows a list has, or what stands in them. */
export function bendRows(answer: Answer, fault: FaultView, foreign: (vmids: string[]) => string[]): Answer {
  if (!ROW_FAULTS.has(fault.kind)) return answer;
  if (answer.kind !== "rows") return bendObject(answer, fault);
  const { rows } = answer;
  const named = new Set(fault.vmids ?? []);
  const isNamed = (text: string) => named.size === 0 || named.has(String((JSON.parse(text) as Row).id));
  switch (fault.kind) {
    case "doubled-rows":
      return { ...answer, rows: rows.flatMap((row) => (isNamed(row) ? [row, row] : [row])) };
    case "missing-rows":
      return {
        ...answer,
        rows: named.size > 0 ? rows.filter((row) => !isNamed(row)) : kept(rows, fault.keep ?? 0.5),
      };
    case "foreign-rows":
      return { ...answer, rows: [...rows, ...foreign(fault.vmids ?? [])] };
    default:
      return { ...answer, rows: rows.map((row) => (isNamed(row) ? bendJson(row, fault) : row)) };
  }
}

const kept = (rows: string[], share: number): string[] => rows.slice(0, Math.floor(rows.length * share));

/** `vm_exinfo` and the details of `vm_state` are bent like one row. */
function bendObject(answer: Answer & { kind: "text" }, fault: FaultView): Answer {
  const start = answer.text.indexOf("{");
  if (start < 0) return answer;
  return { ...answer, text: answer.text.slice(0, start) + bendJson(answer.text.slice(start), fault) };
}

function bendJson(text: string, fault: FaultView): string {
  const row = JSON.parse(text) as Row;
  const columns = fault.columns ?? [];
  switch (fault.kind) {
    case "numbers":
      return JSON.stringify(mapped(row, (_, value) => (isNumeric(value) ? Number(value) : value)));
    case "nulls":
      return JSON.stringify(mapped(row, (name, value) => (columns.includes(name) ? null : value)));
    case "drop-columns":
      return JSON.stringify(
        Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name))),
      );
    case "rename-columns":
      return JSON.stringify(
        Object.fromEntries(Object.entries(row).map(([name, value]) => [fault.rename?.[name] ?? name, value])),
      );
    case "duplicate-keys": {
      const names = columns.length > 0 ? columns : ["id"];
      // An object may lack the column: a console's details have no id.
      const second = names
        .filter((name) => name in row)
        .map((name) => `,${JSON.stringify(name)}:${JSON.stringify(fault.value ?? row[name])}`);
      return `${text.slice(0, -1)}${second.join("")}}`;
    }
    default:
      return text;
  }
}

const mapped = (row: Row, change: (name: string, value: unknown) => unknown): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(name, value)]));

const isNumeric = (value: unknown): boolean =>
  typeof value === "string" && /^-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?$/.test(value);
