import { describe, expect, it } from "vitest";
import type { HostState } from "../../operations/host-states";
import type { RowId } from "../../rstack/ids";
import type { Task } from "../../rstack/master-client";
import { readReinstall } from "./verify-reinstall";

const task = (id: string, status: string, type = "2"): Task => ({
  id: id as RowId,
  type,
  step: "1",
  status,
  message: null,
  startedAt: null,
});
const look = (
  state: HostState,
  tasks: Task[] | null,
  notes: Record<string, unknown> = { tasksBefore: [] },
) => {
  const {
    end,
    stepStatus,
    notes: next,
  } = readReinstall({ state, stateTask: null, tasks, isAccepted: true }, notes);
  return { end, step: stepStatus, underWay: next.underWay };
};
const BEGUN = { tasksBefore: [], underWay: true };

describe("a reinstall", () => {
  it("isn't seen in a host that just runs, nor in older tasks or tasks of another kind", () => {
    const before = { tasksBefore: ["1"] };
    expect(look("running", [task("1", "3"), task("2", "1", "5")], before)).toEqual({
      end: null,
      step: null,
      underWay: false,
    });
  });

  it("is in progress while its task is, also where the host says that it runs", () => {
    expect(look("running", [task("1", "2")])).toEqual({ end: null, step: "2", underWay: true });
    expect(look("setting-up", [])).toMatchObject({ end: null, underWay: true });
  });

  it("is done when it was seen and is over, by its task or by the end of the set-up", () => {
    expect(look("running", [task("1", "3")]).end).toBe("done");
    expect(look("off", [task("1", "3")]).end).toBe("done");
    const again = { idleLooks: 1 };
    expect(look("running", [], { ...BEGUN, ...again }).end).toBe("done");
    expect(look("running", null, { tasksBefore: null, underWay: true, ...again }).end).toBe("done");
  });

  it("isn't done at the first look without its task, nor while the state tells of one", () => {
    expect(look("running", [], BEGUN).end).toBeNull();
    const told = { state: "running", tasks: [], isAccepted: true } as const;
    const stateTask = { type: "2", step: "1", status: "1", message: null };
    const seen = readReinstall({ ...told, stateTask }, { ...BEGUN, idleLooks: 1 });
    expect(seen).toMatchObject({ end: null, notes: { idleLooks: 0 } });
  });

  it("isn't done while the list of tasks can't be read or the state tells nothing", () => {
    expect(look("running", null, BEGUN).end).toBeNull();
    expect(look("unknown", [task("1", "3")]).end).toBeNull();
    expect(look("locked", [task("1", "3")]).end).toBeNull();
  });

  it("has failed when the set-up failed, unless it had failed before", () => {
    expect(look("setup-failed", [], BEGUN).end).toBe("failed");
    expect(look("setup-failed", []).end).toBe("failed");
    expect(look("setup-failed", [], { tasksBefore: [], failedBefore: true }).end).toBeNull();
    const crossing = { tasksBefore: [], failedBefore: true };
    expect(look("setup-failed", [task("1", "0")], crossing)).toMatchObject({ end: null, underWay: true });
    expect(look("setup-failed", [], { ...BEGUN, failedBefore: true }).end).toBe("failed");
  });
});
