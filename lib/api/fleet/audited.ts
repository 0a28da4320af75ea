import "server-only";
import type { ProvenToken } from "../../accounts/tokens/prove-token";
import { log } from "../../log";
import { type AuditEvent, recordIntent, settleAudit } from "../../operations/audit";
import { currentRequest } from "../../request-context";
import { Problem } from "../problem";

/** What a program changes, in the audit like what staff do on pages: before it is done, and what came of it after. */
export async function audited<T>(
  { viewer, name }: ProvenToken,
  event: Omit<AuditEvent, "outcome" | "address">,
  run: () => Promise<T>,
): Promise<T> {
  const address = currentRequest()?.address ?? null;
  const detail = { ...event.detail, token: name };
  const intent = await recordIntent(viewer, { ...event, detail, address });
  const settle = (outcome: string) =>
    settleAudit(intent, outcome).catch((err) =>
      log.error({ err, intent }, "the outcome of an audited request was not kept"),
    );
  const made = await run().catch(async (err) => {
    // Any other error leaves open whether it had an effect.
    if (err instanceof Problem && err.code !== "unconfirmed") {
      await settle(err.code);
    }
    throw err;
  });
  await settle("done");
  return made;
}
