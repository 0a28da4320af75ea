import type { Master } from "../master";
import type { SimHost } from "./host";
import { giveTo, needsOf, takeFrom } from "./node-resources";
import { beginTask, resumeTask } from "./tasks";

/** The set-up of a new host, or of one whose image is being replaced: goes on with the open task, else makes one. */
export function runSetup(master: Master, host: SimHost): void {
  const open = master.openTask(host);
  if (!open) {
    beginTask(master, host, "1", (wall) => finishSetup(master, host, wall));
    return;
  }
  open.finish ??= (wall) => finishSetup(master, host, wall);
  resumeTask(master, host);
}

/** Then the host is normal and runs; what staff set meanwhile stays, so one that they locked is locked. */
export function finishSetup(master: Master, host: SimHost, wall: number, own: Partial<SimHost> = {}): void {
  const { status: statusAfter = "2", ...others } = own;
  const status = host.status === "0" ? statusAfter : host.status;
  const isHeld = status === "-1" || status === "-3";
  const guid = host.guid || master.draws.guid();
  // Another system can have a disk of another size.
  giveTo(master, host.nodeid, needsOf(host));
  takeFrom(master, host.nodeid, needsOf({ ...host, ...others }));
  master.change(host, { setup: null, status, guid, power: isHeld ? "off" : "running", ...others }, wall);
}
