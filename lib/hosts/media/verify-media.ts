import "server-only";
import type { OperationRow } from "@/lib/operations/operation-row";
import type { Verify } from "../define-command";
import { lostVerdict } from "../evidence/list-evidence";
import { readOne } from "../mirror/read-one";
import { driveIn } from "./drive";

/**
 * Done when the host's own row says that the drive holds what was asked for. Where the master's rows don't tell what is
 * in a drive nobody can know, and the host is not held any longer.
 */
export const verifyDrive =
  (wanted: "medium" | "nothing"): Verify =>
  async (vmId, row, now) => {
    // Brings the mirror in step as well, so that the page shows the new medium as soon as this has ended.
    const read = await readOne(vmId, { priority: "motion" });
    if (read.found !== "one") {
      return { seen: "nothing" };
    }
    const drive = driveIn(read.row.mediumId);
    if (drive.holds === "unknown") {
      return { seen: "end", outcome: "unconfirmed", evidence: { why: "rows-without-medium" } };
    }
    const medium = wanted === "medium" ? mediumOf(row) : null;
    const isThere = drive.holds === "medium" ? drive.id === medium : wanted === "nothing";
    return isThere
      ? { seen: "end", outcome: "done", evidence: { medium: medium ?? "none" } }
      : (lostVerdict(row, now, {}) ?? { seen: "nothing" });
  };

function mediumOf({ params }: OperationRow): string | null {
  const id = typeof params === "object" && params !== null && "mediumId" in params ? params.mediumId : null;
  return typeof id === "string" ? id : null;
}
