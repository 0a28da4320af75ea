import type { ConnectionReport, HostCounts, NoHostsReason } from "./report-types";

/** Why nobody is shown a host, the nearest reason first; empty while somebody is. Pure. */
export function reasonsForNoHosts(report: ConnectionReport, counts: HostCounts): NoHostsReason[] {
  if (counts.shown > 0) {
    return [];
  }
  const reasons: NoHostsReason[] = [];
  const { test, mirror, owner } = report;
  if (!test.ok) {
    reasons.push(test.diagnosis?.kind === "refused" ? "master-refuses" : "master-silent");
  }
  if (mirror.heldBack && !mirror.heldBack.accepted) {
    reasons.push("held-back");
  }
  if (counts.hosts === 0) {
    reasons.push(ofEmptyMirror(report));
  } else if (owner.found === false) {
    reasons.push(owner.columnThere ? "no-row-has-owner" : "owner-column-missing");
  } else if (counts.doubled === counts.hosts) {
    reasons.push("only-doubled");
  } else if (counts.customers > 0) {
    reasons.push("owners-match-no-account");
  }
  if (counts.customers === 0) {
    reasons.push("no-customer-account");
  }
  return reasons;
}

function ofEmptyMirror({ mirror }: ConnectionReport): NoHostsReason {
  if (mirror.asOf === null) {
    return "never-listed";
  }
  return (mirror.badRows ?? 0) > 0 ? "rows-unreadable" : "fleet-empty";
}
