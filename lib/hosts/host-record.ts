import type { hosts } from "@/lib/db/schema";

/** A row of the mirror. */
export type HostRecord = typeof hosts.$inferSelect;

/** A customer may see it only when it is there once and the master still has it. */
export const isShowable = (row: HostRecord): boolean => !row.doubled && row.goneAt === null;
