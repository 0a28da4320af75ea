import { possibleFor } from "@/lib/hosts/blocked-commands";
import type { HostView } from "@/lib/hosts/host-view";
import type { OperationView } from "@/lib/operations/operation-view";

/** A running host for tests, with what a test cares about in its place. */
export const aHost = (of: Partial<HostView> = {}): HostView => ({
  id: "1",
  name: "web01",
  masterName: of.name ?? "web01",
  note: null,
  tags: [],
  state: "running",
  stateSince: "2026-11-01T00:00:00.000Z",
  stateAsOf: "2026-11-12T12:00:00.000Z",
  system: { family: "debian", name: "Debian 12" },
  region: null,
  maintenance: false,
  protected: false,
  addresses: { main: null, untoldInside: false, told: true, more: [], shared: null, remotePort: null },
  traffic: { usedGb: null, limitGb: null, unlimited: false, resetAt: null },
  cpuCores: null,
  memoryMb: null,
  possible: possibleFor(
    { state: of.state ?? "running", protected: of.protected ?? false },
    of.operation ?? null,
  ),
  operation: null,
  ...of,
});

export const anOperation = (of: Partial<OperationView> = {}): OperationView => ({
  id: "a",
  kind: "stop",
  outcome: "open",
  subject: null,
  subjectAt: null,
  startedAt: "2026-11-12T12:00:00.000Z",
  acceptedAt: null,
  endedAt: null,
  actorName: null,
  byViewer: true,
  notReacting: false,
  refusal: null,
  notSentCause: null,
  steps: [],
  ...of,
});
