import type { operations } from "../db/schema";

export type OperationRow = typeof operations.$inferSelect;

/** Notes that a probe keeps between two looks; JSON, without secrets. */
export type ProbeNotes = Record<string, unknown>;

export const notesOf = (row: OperationRow): ProbeNotes =>
  typeof row.probe === "object" && row.probe !== null ? (row.probe as ProbeNotes) : {};
