import { expect, it } from "vitest";
import type { ActionResult } from "@/lib/actions/action-result";
import { resetPassword } from "./access/access-commands";
import { createSnapshot, deleteSnapshot, restoreSnapshot } from "./snapshots/snapshot-commands";
import { ann } from "./testing/ann";
import { ended, hostOfAnn, useSimulatedHosts } from "./testing/on-simulator";

const NO_EVIDENCE_MS = 500;
const LIMIT_MS = 600_000;
const { simulator } = useSimulatedHosts({
  OPERATION_NO_EVIDENCE_SECONDS: String(NO_EVIDENCE_MS / 1000),
  OPERATION_LIMIT_SECONDS: String(LIMIT_MS / 1000),
  OPERATION_RESTORE_LIMIT_SECONDS: String(LIMIT_MS / 1000),
});

const key = () => crypto.randomUUID();
const owned = () => hostOfAnn("103");
const named = async () => {
  const [one] = (await simulator().control.backups("103")).filter(({ backuptype }) => backuptype === "1");
  return { snapshot: one?.name ?? "", typedName: "db01" };
};

const CASES: [string, () => Promise<ActionResult>][] = [
  ["a restore", async () => restoreSnapshot.run(await owned(), await named(), key(), ann)],
  [
    "a new password",
    async () => resetPassword.run(await owned(), { password: "Canary-Pass-4417-zq", user: "" }, key(), ann),
  ],
  [
    "a host's first snapshot that the answer doesn't name",
    async () => {
      await ended(await deleteSnapshot.run(await owned(), await named(), key(), ann));
      const params = { subvaction: "create" };
      await simulator().control.addFault({
        kind: "body",
        body: "0",
        match: { action: "vm_snapshot", params },
      });
      for (const action of ["hyperbackup", "hypernat"]) {
        await simulator().control.addFault({ kind: "empty", match: { action, params: { userid: "10001" } } });
      }
      return createSnapshot.run(await owned(), { note: "" }, key(), ann);
    },
  ],
];

it.each(CASES)(
  "on a master without a list of tasks %s is soon unconfirmed, and the host is free",
  async (_, ask) => {
    await simulator().control.addFault({ kind: "refuse", match: { action: "hypertask" } });
    // Nor does the state tell of one.
    await simulator().control.addFault({
      kind: "nulls",
      columns: ["taskstatus"],
      match: { action: "vm_state" },
    });
    const row = await ended(await ask());
    expect(row).toMatchObject({ outcome: "unconfirmed", evidence: { waitedMs: expect.any(Number) } });
    const waitedMs = Reflect.get(row.evidence as object, "waitedMs");
    expect(waitedMs).toBeGreaterThanOrEqual(NO_EVIDENCE_MS);
    expect(waitedMs).toBeLessThan(LIMIT_MS);
  },
);
