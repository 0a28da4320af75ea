/** Why a command can't be sent now; a message key of `operations.reason`. */
export const BLOCK_REASONS = [
  "already-running",
  "already-off",
  "not-running",
  "operation-in-progress",
  "setting-up",
  "setup-failed",
  "locked",
  "protected",
  "suspended",
  "out-of-traffic",
  "paused",
  "saved",
  "state-unknown",
  "master-down",
  "read-only",
  "guest-role",
  "guest-factor",
  "limit-reached",
  "not-offered",
  "not-windows",
  "not-shared",
  "port-mapped",
  "domain-taken",
  "domain-proof",
  "domain-denied",
  "reinstall-date",
  "snapshot-in-progress",
  "snapshot-kept",
  "already-mounted",
  "nothing-mounted",
  "nothing-changed",
  "disk-shrinks",
  "address-not-free",
  "no-such-customer",
  "lookup-unreadable",
  "over-traffic",
  "shop-managed",
  "offer-over",
  "domains-changed",
  "still-busy",
  "token-over",
  "reference-changed",
  "stopped-by-staff",
] as const;
export type BlockReason = (typeof BLOCK_REASONS)[number];

/** Whether nothing had to be done: what was asked for was so already. That is no failure. */
export const isMoot = ({
  kind,
  notSentCause: cause,
}: {
  kind: string;
  notSentCause: string | null;
}): boolean =>
  cause !== null &&
  (cause.startsWith("already-") ||
    /^nothing-(mounted|changed)$/.test(cause) ||
    (cause === "not-listed" && /^(remove|unbind|delete)-/.test(kind)));
