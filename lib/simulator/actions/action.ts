import type { Master } from "../master";
import { equals } from "../wire/rows";

/** What an action says, before any fault: rows are JSON texts of one object each. */
export type Answer =
  | { kind: "text"; text: string }
  | { kind: "rows"; rows: string[]; whenEmpty: "" | "[]" | "null" };

export interface ActionContext {
  master: Master;
  params: Record<string, string>;
  /** Writes down that the call did something; passwords as `fingerprint`, tokens never. */
  effect: (kind: string, vmid: string | null, detail?: Record<string, string>) => void;
}

export const DONE: Answer = { kind: "text", text: "0" };

export type ActionHandler = (context: ActionContext) => Answer;

/** Whether a thing of a host is asked for; a master may not look at `vmid` at all. */
export const isOfHost = (master: Master, params: Record<string, string>, vmid: string): boolean =>
  master.settings.dialect.filter === "ignored" || equals(params.vmid, vmid);
