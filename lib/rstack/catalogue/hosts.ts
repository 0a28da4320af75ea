import { z } from "zod";
import * as p from "../params";
import { command, query } from "./action";

const host = { vmid: p.rowId };
const onlyHost = z.strictObject(host);

/** What is asked of one host, and done to it. */
export const HOST_ACTIONS = {
  vm_start: command("vm_start", "ack", onlyHost),
  vm_stop: command("vm_stop", "ack", onlyHost),
  vm_restart: command("vm_restart", "ack", onlyHost),
  vm_force_stop: command("vm_force_stop", "ack", onlyHost),
  vm_force_restart: command("vm_force_restart", "ack", onlyHost),
  vm_state: query("vm_state", "state", onlyHost),
  vm_exinfo: query("vm_exinfo", "object", onlyHost),
  vm_monitor: query("vm_monitor", "list", z.strictObject({ ...host, yyyymmdd: p.day.optional() })),
  vm_setips: command("vm_setips", "ack", onlyHost),
  vm_setport: command("vm_setport", "ack", z.strictObject({ ...host, remote_port: p.remotePort })),
  vm_reload: command("vm_reload", "ack", z.strictObject({ ...host, osid: p.rowId, rot: p.oneOf("0", "1") })),
  vm_resetps: command(
    "vm_resetps",
    "ack",
    z.strictObject({ ...host, vmuser: p.filter(64).optional(), vmpass: p.text().min(6) }),
  ),
  "vm_console.state": query("vm_console", "object", onlyHost, "state"),
  "vm_console.enable": command("vm_console", "ack", onlyHost, "enable"),
  "vm_console.logout": command("vm_console", "ack", onlyHost, "logout"),
  "vm_snapshot.list": query("vm_snapshot", "list", onlyHost, "list"),
  "vm_snapshot.create": command("vm_snapshot", "ack-data", onlyHost, "create"),
  "vm_snapshot.revert": command(
    "vm_snapshot",
    "ack",
    z.strictObject({ ...host, snapshotname: p.filter() }),
    "revert",
  ),
  "vm_snapshot.del": command(
    "vm_snapshot",
    "ack",
    z.strictObject({ ...host, snapshotname: p.filter() }),
    "del",
  ),
  "vm_cd_manage.list": query("vm_cd_manage", "list", onlyHost, "list"),
  "vm_cd_manage.change": command(
    "vm_cd_manage",
    "ack",
    z.strictObject({ ...host, cdid: z.union([p.rowId, z.literal("-1")]) }),
    "change",
  ),
  "vm_portmap.add": command(
    "vm_portmap",
    "ack",
    z.strictObject({ ...host, privateport: p.portNumber }),
    "add",
  ),
  // The vendor says that `vmid` isn't needed here: the master may act on the rule's id alone.
  "vm_portmap.del": command("vm_portmap", "ack", z.strictObject({ ...host, portid: p.rowId }), "del"),
  "vm_domain.add": command(
    "vm_domain",
    "ack",
    z.strictObject({ ...host, domainname: p.filter(), privateport: p.portNumber }),
    "add",
  ),
  "vm_domain.del": command("vm_domain", "ack", z.strictObject({ ...host, domainid: p.rowId }), "del"),
};
