import "server-only";
import { readOne } from "@/lib/hosts/mirror/read-one";
import { notesOf, type OperationRow } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/verifications";
import type { VmId } from "@/lib/rstack/ids";
import type { ExpectedFigures } from "./expected";

/** What touches no machine shows in the host's row at once, or not at all. Milliseconds. */
export const rowLimitMs = () => 2 * 60_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
export const paramsOf = ({ params }: OperationRow): Record<string, unknown> =>
  isRecord(params) ? params : {};

const isShown = (value: unknown): value is ExpectedFigures[string] =>
  value === null || ["string", "number", "boolean"].includes(typeof value);
export const figuresIn = (value: unknown): ExpectedFigures =>
  Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).flatMap(([field, one]) =>
      isShown(one) ? [[field, one]] : [],
    ),
  );
/** What the row must show, as it was kept with the intent. */
export const expectedIn = (row: OperationRow): ExpectedFigures => figuresIn(paramsOf(row).changes);

/** Owner or status, by the read that brings mirror and tenancy in step. */
export async function verifyRow(vmId: VmId, row: OperationRow): Promise<Verdict> {
  const read = await readOne(vmId, { priority: "motion" });
  const { owner, status } = expectedIn(row);
  const shows =
    read.found === "one" &&
    (owner === undefined || read.row.owner === owner) &&
    (status === undefined || read.row.status === status);
  return shows
    ? { seen: "end", outcome: "done", evidence: { owner: owner !== undefined, status: status ?? null } }
    : { seen: "nothing", notes: notesOf(row) };
}
