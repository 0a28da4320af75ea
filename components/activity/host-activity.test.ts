import { describe, expect, it } from "vitest";
import { anOperation } from "@/components/hosts/testing";
import { ALL_ACTIVITY } from "@/lib/hosts/activity/activity-filter";
import type { ActivityEntry, ActivityPage } from "@/lib/hosts/activity/activity-view";
import { withNewest } from "./host-activity";

const entry = (operation: ActivityEntry["operation"]): ActivityEntry => ({
  operation,
  host: { id: "7", name: "web", theirs: true },
  actor: { who: "you" },
  sentAt: "2026-11-12T12:00:00.100Z",
  checkedAt: null,
  seen: null,
  cause: null,
  despiteRefusal: false,
});
const page = (...entries: ActivityEntry[]): ActivityPage => ({
  entries,
  next: null,
  any: entries.length > 0,
});
const host = (operation: ActivityEntry["operation"]) => ({ id: "7", name: "web", operation });
const inProgress = anOperation({ id: "b", startedAt: "2026-11-12T13:00:00.000Z" });
const ended = { ...inProgress, outcome: "done", endedAt: "2026-11-12T13:00:09.000Z" } as const;

describe("the newest operation in a host's list", () => {
  it("goes on in its row, which keeps what the stream doesn't tell", () => {
    const { entries } = withNewest(page(entry(inProgress)), ALL_ACTIVITY, host(ended));
    expect(entries).toEqual([{ ...entry(ended) }]);
  });

  it("is never set back by an older word", () => {
    expect(withNewest(page(entry(ended)), ALL_ACTIVITY, host(inProgress)).entries[0]?.operation).toEqual(
      ended,
    );
  });

  it("comes on top once it began, on the first page alone and where it is what was chosen", () => {
    const before = page(entry(anOperation({ id: "a" })));
    const ids = (filter: Partial<typeof ALL_ACTIVITY>) =>
      withNewest(before, { ...ALL_ACTIVITY, ...filter }, host(inProgress)).entries.map((e) => e.operation.id);
    expect(ids({})).toEqual(["b", "a"]);
    expect(ids({ after: "0a0b0c0d-0000-4000-8000-000000000001" })).toEqual(["a"]);
    expect(ids({ kind: "media" })).toEqual(["a"]);
    expect(withNewest(page(), ALL_ACTIVITY, host(inProgress))).toMatchObject({ any: true });
  });
});
