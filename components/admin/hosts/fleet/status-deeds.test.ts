import { expect, it } from "vitest";
import type { HostState } from "@/lib/operations/host-states";
import { changesHost, ROW_DEEDS } from "./status-deeds";

const offered = (state: HostState | null) =>
  ROW_DEEDS.flatMap(({ kind }) => (changesHost(kind, state) ? kind.replace("-host", "") : [])).join(" ");

it("offers of staff's commands those that change a host in this state, and a new owner always, last", () => {
  expect(offered("running")).toBe("lock suspend transfer");
  expect(offered(null)).toBe("lock suspend transfer");
  expect(offered("locked")).toBe("unlock suspend transfer");
  expect(offered("suspended")).toBe("resume transfer");
  expect(offered("out-of-traffic")).toBe("resume transfer");
});
