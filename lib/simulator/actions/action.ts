import type { Master } from "../master";

/** What an action says, before any fault: rows are JSON texts of one object each. */
export type Answer = { kind: "text"; text: string } | { kind: "rows"; rows: string[]; whenEmpty: "" | "[]" };

export interface ActionContext {
  master: Master;
  params: Record<string, string>;
  /** Writes down that the call did something; passwords as `fingerprint`, tokens never. */
  effect: (kind: string, vmid: string | null, detail?: Record<string, string>) => void;
}

export const DONE: Answer = { kind: "text", text: "0" };

export type ActionHandler = (context: ActionContext) => Answer;
