import { createHash } from "node:crypto";
import type { OperationKind } from "./command-rules";

/**
 * The browser's key of one form, bound to who sends it, which host and what for: another person's or another
 * operation's key can't collide, and the key itself is kept nowhere.
 */
export function formKeyOf(form: {
  accountId: string;
  vmId: string;
  kind: OperationKind;
  key: string;
}): string {
  const parts = [form.accountId, form.vmId, form.kind, form.key];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
