import "server-only";
import type { ProvenToken } from "../../accounts/tokens/prove-token";
import { type AuditEvent, withAudit } from "../../operations/audit";
import { currentRequest } from "../../request-context";
import { Problem } from "../problem";

/** What a program changes, in the audit like what staff do on pages, with the token's name. */
export const audited = <T>(
  { viewer, name }: ProvenToken,
  event: Omit<AuditEvent, "outcome" | "address">,
  run: () => Promise<T>,
): Promise<T> =>
  withAudit(
    viewer,
    {
      ...event,
      detail: { ...event.detail, token: name },
      address: currentRequest()?.address ?? null,
    },
    run,
    {
      ofResult: () => "done",
      ofError: (err) => (err instanceof Problem && err.code !== "unconfirmed" ? err.code : null),
    },
  );
