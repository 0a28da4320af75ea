import type { operations } from "../db/schema";

export type OperationRow = typeof operations.$inferSelect;

/** Notes that a verification keeps between two looks; JSON, without secrets. */
export type VerificationNotes = Record<string, unknown>;

export const notesOf = (row: OperationRow): VerificationNotes =>
  typeof row.notes === "object" && row.notes !== null ? (row.notes as VerificationNotes) : {};
