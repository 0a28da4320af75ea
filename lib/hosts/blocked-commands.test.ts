import { describe, expect, it } from "vitest";
import { OPERATION_KINDS, type OperationKind, POWER_KINDS, STAFF_KINDS } from "../operations/command-rules";
import { HOST_STATES, type HostState } from "../operations/host-states";
import type { OperationView } from "../operations/operation-view";
import { blockOf as blockFor, isGuarded, possibleFor } from "./blocked-commands";

const inProgress = (over: Partial<OperationView>): OperationView => ({
  id: "1",
  kind: "stop",
  outcome: "open",
  startedAt: "2026-01-01T00:00:00.000Z",
  acceptedAt: null,
  endedAt: null,
  actorName: null,
  byViewer: true,
  notReacting: false,
  refusal: null,
  notSentCause: null,
  subject: null,
  subjectAt: null,
  steps: [],
  ...over,
});

const open = (state: HostState) => ({ state, protected: false });
const blockOf = (kind: OperationKind, state: HostState, operation: OperationView | null) =>
  blockFor(kind, open(state), operation);

const allowed = (state: HostState, operation: OperationView | null = null) =>
  POWER_KINDS.filter((kind) => possibleFor(open(state), operation)[kind] === null);

const FORCE = ["force-stop", "force-restart"];
const ALL_BUT_START = ["stop", "restart", ...FORCE];

describe("power commands", () => {
  it.each<[HostState, string[]]>([
    ["running", ALL_BUT_START],
    ["over-traffic", ALL_BUT_START],
    ["off", ["start"]],
    ["paused", ["start", ...FORCE]],
    ["saved", ["start"]],
    ["setting-up", []],
    ["setup-failed", []],
    ["locked", []],
    ["suspended", []],
    ["out-of-traffic", []],
    ["unknown", []],
  ])("that are allowed in state %s: %j", (state, kinds) => {
    expect(allowed(state)).toEqual(kinds);
  });

  it("are refused with the state as the reason where it blocks the whole host", () => {
    for (const state of ["setting-up", "setup-failed", "locked", "suspended", "out-of-traffic"] as const) {
      expect(new Set(Object.values(possibleFor(open(state), null)))).toEqual(new Set([state]));
    }
  });

  it("are all refused while an operation is in progress, in any state", () => {
    for (const state of HOST_STATES) {
      expect(allowed(state, inProgress({}))).toEqual([]);
      expect(allowed(state, inProgress({ kind: "start", acceptedAt: "2026-01-01T00:00:01.000Z" }))).toEqual(
        [],
      );
      expect(allowed(state, inProgress({ outcome: "checking" }))).toEqual([]);
    }
  });

  it("allow Force stop and Force restart once a Stop or Restart was accepted", () => {
    for (const kind of ["stop", "restart"] as const) {
      const accepted = inProgress({ kind, acceptedAt: "2026-01-01T00:00:01.000Z" });
      expect(allowed("running", accepted)).toEqual(FORCE);
      expect(allowed("off", accepted)).toEqual([]);
      expect(possibleFor(open("running"), accepted).start).toBe("operation-in-progress");
    }
  });

  it("aren't blocked by an operation that ended", () => {
    expect(allowed("off", inProgress({ outcome: "unconfirmed" }))).toEqual(["start"]);
  });
});

const CUSTOMER_KINDS = OPERATION_KINDS.filter((kind) => !STAFF_KINDS.some((staff) => staff === kind));

describe("other commands", () => {
  it("need a running system where the system itself carries them out", () => {
    for (const kind of ["reset-password", "change-remote-port", "reapply-addresses"] as const) {
      expect(blockOf(kind, "running", null)).toBeNull();
      expect(blockOf(kind, "off", null)).toBe("not-running");
    }
  });

  it("allow nothing but a reinstall after a failed set-up", () => {
    const possible = CUSTOMER_KINDS.filter((kind) => blockOf(kind, "setup-failed", null) === null);
    expect(possible).toEqual(["reinstall", "end-console"]);
  });

  it("allow nothing but ending the console where a host is locked, suspended, out of traffic or unknown", () => {
    for (const state of ["locked", "suspended", "out-of-traffic", "unknown"] as const) {
      expect(CUSTOMER_KINDS.filter((kind) => blockOf(kind, state, null) === null)).toEqual(["end-console"]);
    }
  });

  it("allow staff to change a host in any state, but not its hardware during a set-up", () => {
    for (const state of ["locked", "suspended", "setup-failed", "unknown", "setting-up"] as const) {
      const blocked = STAFF_KINDS.filter((kind) => blockOf(kind, state, null) !== null);
      expect(blocked).toEqual(state === "setting-up" ? ["resize-host"] : []);
    }
    expect(blockOf("delete-host", "off", inProgress({}))).toBe("operation-in-progress");
  });

  it("wait for an operation in progress, except for the console", () => {
    expect(blockOf("create-snapshot", "running", inProgress({}))).toBe("operation-in-progress");
    expect(blockOf("open-console", "running", inProgress({}))).toBeNull();
  });
});

describe("a protected host", () => {
  const HELD = ["force-stop", "force-restart", "reinstall", "restore-snapshot", "delete-snapshot"];
  const host = { state: "running", protected: true } as const;
  const heldBack = (inProgressNow: OperationView | null = null) =>
    OPERATION_KINDS.filter((kind) => blockFor(kind, host, inProgressNow) === "protected");

  it("holds back what would lose something, whoever asks, and nothing else", () => {
    expect(heldBack()).toEqual(HELD);
    expect(heldBack(inProgress({ acceptedAt: "2026-01-01T00:00:01.000Z" }))).toEqual(FORCE);
    expect(possibleFor(host, null)).toMatchObject({ stop: null, restart: null, "force-stop": "protected" });
  });

  it("says the state first: that comes back by itself", () => {
    expect(blockFor("force-stop", { state: "off", protected: true }, null)).toBe("already-off");
    expect(blockFor("reinstall", { state: "locked", protected: true }, null)).toBe("locked");
  });

  it("lets a schedule delete its own snapshots, and do nothing else of it", () => {
    expect(OPERATION_KINDS.filter((kind) => isGuarded(kind, true))).toEqual(
      HELD.filter((kind) => kind !== "delete-snapshot"),
    );
  });
});
