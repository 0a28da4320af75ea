import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { parseHostList } from "@/lib/rstack/bulk/parse-host-list";
import { parseVmId } from "@/lib/rstack/ids";
import { hostStateOf } from "@/lib/rstack/rows/host-details";
import { writeRows } from "./mirror/write-rows";
import { recordState } from "./record-state";

useTestDatabase();

const START = Date.UTC(2026, 0, 1);
let minute = 0;
const next = () => new Date(START + ++minute * 60_000);

async function imageOf(vmId: string) {
  const [row] = await database().select().from(hosts).where(eq(hosts.vmId, vmId));
  return [row?.imageId, row?.imageName];
}

/** Takes a row of `hyper` into the mirror. */
async function listed(vmId: string, columns: Record<string, string>) {
  const body = JSON.stringify([{ id: vmId, userid: "8080", status: "2", ...columns }]);
  const list = parseHostList(new TextEncoder().encode(body), "userid");
  if (list.kind !== "value") throw new Error(list.kind);
  const { rows } = list.value;
  await database().transaction((tx) => writeRows(tx, rows, next()));
  return imageOf(vmId);
}

/** Records an answer of `vm_state`. */
async function told(vmId: string, columns: Record<string, string>) {
  const id = parseVmId(vmId);
  if (!id) throw new Error(vmId);
  await recordState(id, hostStateOf({ word: "running", details: { columns, doubled: [] } }), next());
  return imageOf(vmId);
}

it("an opened host keeps the name that the list gives its image, whatever file the state names", async () => {
  await listed("71", { osid: "12", os: "Debian 12 with Docker" });
  expect(await told("71", { osid: "12", os: "deb12-docker.vhdx" })).toEqual(["12", "Debian 12 with Docker"]);
  expect(await told("71", { os: "deb12-docker.vhdx" })).toEqual(["12", "Debian 12 with Docker"]);
  expect(await listed("71", { osid: "12", os: "Debian 12 plain" })).toEqual(["12", "Debian 12 plain"]);
});

it("the state's file fills the gap where the list names no image, and the list's name takes its place", async () => {
  await listed("72", { osid: "12" });
  expect(await told("72", { osid: "12", os: "deb12.vhdx" })).toEqual(["12", "deb12.vhdx"]);
  expect(await listed("72", { osid: "12" })).toEqual(["12", "deb12.vhdx"]);
  expect(await listed("72", { osid: "12", os: "Debian 12" })).toEqual(["12", "Debian 12"]);
});

it("another image is never called by the last one's name, whichever tells of it first", async () => {
  await listed("73", { osid: "12", os: "Debian 12" });
  expect(await told("73", { osid: "14", os: "ubuntu24.vhdx" })).toEqual(["14", "ubuntu24.vhdx"]);
  expect(await listed("73", { osid: "14", os: "Ubuntu 24.04" })).toEqual(["14", "Ubuntu 24.04"]);
  expect(await told("73", { osid: "15" })).toEqual(["15", null]);
  // A list that has ids alone.
  expect(await listed("73", { osid: "16" })).toEqual(["16", null]);
  expect(await told("73", { osid: "16", os: "rocky9.vhdx" })).toEqual(["16", "rocky9.vhdx"]);
  expect(await listed("73", {})).toEqual(["16", "rocky9.vhdx"]);
});
