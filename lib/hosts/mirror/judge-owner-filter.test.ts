import { expect, it } from "vitest";
import { parseUserId } from "@/lib/rstack/ids";
import type { HostRow, WholeHostList } from "@/lib/rstack/master-client";
import type { Outcome } from "@/lib/rstack/outcome";
import { judgeOwnerFilter } from "./judge-owner-filter";

const ann = parseUserId("10001");
const listOf = (...owners: string[]): Outcome<WholeHostList> => ({
  ok: true,
  value: {
    rows: owners.map((owner) => ({ owner }) as HostRow),
    badRows: 0,
    ownerColumn: "userid",
    ownerlessRows: 0,
  },
});
const refused: Outcome<WholeHostList> = {
  ok: false,
  fault: { kind: "refused", text: "no such user", clockSkewMs: null },
};

it.each([
  ["her rows alone, and none for nobody", listOf("10001"), listOf(), true],
  ["her rows alone, and a refusal for nobody", listOf("10001"), refused, true],
  ["another's row among hers, and none for nobody", listOf("10001", "10002"), listOf(), false],
  ["another's row among hers, and a refusal for nobody", listOf("10001", "10002"), refused, false],
  ["her rows alone, and rows for nobody", listOf("10001"), listOf("10002"), false],
  ["no rows for her, and a refusal for nobody", listOf(), refused, null],
] as const)("a master that lists %s", (_what, own, nobodys, isFiltered) => {
  expect(judgeOwnerFilter(ann, own, nobodys, true)).toBe(isFiltered);
});
