import { open } from "node:fs/promises";
import type { ReplyShape } from "@/lib/rstack/survey/record-shapes";
import type { Survey } from "./survey-master";

/** What `npm run check -- --record FILE` writes and `npm run simulator -- --shapes FILE` plays. */
export interface Shapes {
  version: 1;
  /** Minutes that the master's clock is ahead of UTC, as `UTC+08:00`; null where no sample told. */
  timeZone: string | null;
  /** The column of a host's row that says whose it is; null where there is none. */
  ownerColumn: string | null;
  filtersByOwner: boolean | null;
  freeIpFindsNode: boolean | null;
  ignoresHost: string[];
  /** By action. */
  replies: Record<string, ReplyShape>;
}

export const shapesOf = (survey: Survey, replies: Record<string, ReplyShape>): Shapes => ({
  version: 1,
  timeZone: survey.timeZone,
  ownerColumn: survey.owner.found ? survey.owner.field : null,
  filtersByOwner: survey.filtersByOwner,
  freeIpFindsNode: survey.freeIpFindsNode,
  ignoresHost: survey.ignoresHost,
  replies,
});

/** For its writer alone (0600), also where the file was there before. */
export async function writeShapes(file: string, shapes: Shapes): Promise<void> {
  const handle = await open(file, "w", 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(`${JSON.stringify(shapes, null, 2)}\n`);
  } finally {
    await handle.close();
  }
}
