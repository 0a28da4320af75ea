import { z } from "zod";
import * as p from "../params";
import { query } from "./action";

const remark = p.filter().optional();
const OS_FILE = p.oneOf("os", "cd");

export const LIST_ACTIONS = {
  test: query("test", "ack", z.strictObject({})),
  area: query(
    "area",
    "list",
    z.strictObject({ id: p.rowId.optional(), name: p.filter().optional(), remark }),
  ),
  hyper: query(
    "hyper",
    "list",
    z.strictObject({
      id: p.rowId.optional(),
      areaid: p.rowId.optional(),
      nodeid: p.rowId.optional(),
      vmname: p.filter().optional(),
      guid: p.filter().optional(),
      ip: p.ipv4.optional(),
      ipv6: p.ipv6.optional(),
      osid: p.rowId.optional(),
      cdid: p.rowId.optional(),
      status: p.oneOf("0", "1", "2", "-1", "-2", "-3").optional(),
      remark,
      // Not in the vendor's list. A master that knows it answers less; one that doesn't ignores it.
      userid: p.userId.optional(),
    }),
  ),
  hypernat: query(
    "hypernat",
    "list",
    z.strictObject({
      userid: p.userId.optional(),
      nodeid: p.rowId.optional(),
      vmid: p.rowId.optional(),
      ip: p.anyIp.optional(),
      domainname: p.filter().optional(),
      nattype: p.oneOf("1", "2").optional(),
    }),
  ),
  hyperbackup: query(
    "hyperbackup",
    "list",
    z.strictObject({
      userid: p.userId.optional(),
      vmid: p.rowId.optional(),
      backuptype: p.oneOf("1", "2").optional(),
      name: p.filter().optional(),
      status: p.oneOf("1").optional(),
    }),
  ),
  hyperipblock: query(
    "hyperipblock",
    "list",
    z.strictObject({
      id: p.rowId.optional(),
      name: p.filter().optional(),
      nodeid: p.rowId.optional(),
      ip: p.anyIp.optional(),
      iptype: p.oneOf("0", "1", "2").optional(),
    }),
  ),
  hyperip: query(
    "hyperip",
    "list",
    z.strictObject({
      ipblockid: p.rowId.optional(),
      /** A host's addresses, or `0|id`: the free ones as well. */
      vmid: z
        .strictObject({ id: p.rowId, withFree: z.boolean() })
        .transform(({ id, withFree }) => (withFree ? `0|${id}` : id))
        .optional(),
      ip: p.anyIp.optional(),
      iptype: p.oneOf("0", "1").optional(),
      remark,
    }),
  ),
  hyperos: query(
    "hyperos",
    "list",
    z
      .strictObject({
        id: p.rowId.optional(),
        name: p.filter().optional(),
        osname: p.filter().optional(),
        ostype: p.filter().optional(),
        osfile: OS_FILE.optional(),
        remark,
        vmid: p.rowId.optional(),
        nodeid: p.rowId.optional(),
      })
      .refine(
        (given) => given.osfile !== undefined || (given.vmid === undefined && given.nodeid === undefined),
        "osfile is required with vmid or nodeid",
      ),
  ),
  hypernode: query(
    "hypernode",
    "list",
    z.strictObject({
      id: p.rowId.optional(),
      areaid: p.rowIds.optional(),
      ip: p.anyIp.optional(),
      maxcpu: p.int(0, 100_000).optional(),
      allowram: p.int(0, 100_000_000).optional(),
      allowdisk: p.int(0, 100_000_000).optional(),
      status: p.oneOf("0", "1").optional(),
      remark,
      limits: p.int(1, 1_000_000).optional(),
    }),
  ),
  hypertask: query(
    "hypertask",
    "list",
    z.strictObject({
      vmid: p.rowId.optional(),
      vmname: p.filter().optional(),
      tasktype: p.oneOf("1", "2", "3", "4", "5", "6", "7").optional(),
      taskstep: p.oneOf("1", "2", "3").optional(),
      status: p.oneOf("0", "1", "2", "3").optional(),
      nodeid: p.rowId.optional(),
    }),
  ),
};
