import { describe, expect, it } from "vitest";
import type { BatchHostView } from "@/lib/hosts/batch/batch-view";
import type { OperationOutcome } from "@/lib/operations/operation-view";
import { summaryOf } from "./use-batch";

const host = (outcome: OperationOutcome | null) =>
  ({ id: "101", answer: { ok: outcome !== null }, operation: outcome && { outcome } }) as BatchHostView;
const of = (...outcomes: (OperationOutcome | null)[]) =>
  summaryOf({ id: "1", kind: "start", hosts: outcomes.map(host) });

describe("the summary of a batch", () => {
  it("counts hosts that are not confirmed apart from those that failed", () => {
    expect(of("done", "unconfirmed", "refused")).toEqual({ how: "some", done: 1, unconfirmed: 1 });
    expect(of("unconfirmed")).toEqual({ how: "unsure", done: 0, unconfirmed: 1 });
  });

  it("says that nothing happened where every host was refused or not sent to", () => {
    expect(of("refused", "not-sent", null)).toEqual({ how: "none", done: 0, unconfirmed: 0 });
  });

  it("is in progress until the last host is over", () => {
    expect(of("done", "open").how).toBe("going");
    expect(summaryOf(null).how).toBe("going");
  });
});
