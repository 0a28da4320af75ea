import { z } from "zod";
import * as p from "../params";
import { command, query } from "./action";

/** What `vm_create` and `vm_update` have in common. */
const hardware = {
  areaid: p.rowId.optional(),
  nodeid: p.rowId.optional(),
  cpu: p.int(1, 1024).optional(),
  cpu_limit: p.int(1, 100).optional(),
  cpu_weight: p.int(1, 10_000).optional(),
  ram_min: p.int(1, 100_000_000).optional(),
  ram: p.int(1, 100_000_000).optional(),
  ram_buffer: p.int(0, 10_000).optional(),
  ram_weight: p.int(0, 10_000).optional(),
  systemdisk: p.systemDisk.optional(),
  disk: p.int(0, 10_000_000).optional(),
  disk_sys_iops: p.int(0, 100_000_000).optional(),
  disk_data_iops: p.int(0, 100_000_000).optional(),
  port: p.int(1, 1_000_000).optional(),
  bwlimit: p.int(0, 100_000_000).optional(),
  backup_snapshot: p.int(-1, 10_000).optional(),
  backup_full: p.int(-1, 10_000).optional(),
  portmap: p.int(0, 10_000).optional(),
  binding_domain: p.int(0, 10_000).optional(),
  additionals_ip: p.ipv4List.optional(),
  additionals_ipv6: p.ipv6List.optional(),
  remark: p.text().optional(),
};

export const PROVISIONING_ACTIONS = {
  vm_create: command(
    "vm_create",
    "ack-data",
    z
      .strictObject({
        id: p.rowId.optional(),
        userid: p.userId,
        osid: p.rowId,
        vmname: z.string().regex(/^[A-Za-z0-9]{2,64}$/),
        vmpass: p.text().min(1).optional(),
        remote_port: p.remotePort.optional(),
        ...hardware,
        ip: p.ipv4OrCount.optional(),
        ipv6: p.ipv6OrCount.optional(),
        iprandom: p.flag.optional(),
        iptype: p.oneOf("0", "2").optional(),
        returnjson: p.flag.optional(),
      })
      .refine((given) => (given.areaid === undefined) !== (given.nodeid === undefined), "areaid or nodeid"),
  ),
  vm_update: command(
    "vm_update",
    "ack",
    z
      .strictObject({
        id: p.rowId,
        update_vm: p.flag.optional(),
        userid: p.userId.optional(),
        ...hardware,
        bwusage: p.int(0, 100_000_000).optional(),
        bwdate: z
          .string()
          .regex(/^([0-9]{10}|[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2})$/)
          .optional(),
        rvcount: p.int(0, 1_000_000).optional(),
        cvdate: p.day.optional(),
        ip: p.ipv4.optional(),
        ipv6: p.ipv6.optional(),
        addipnumber: p.int(1, 500).optional(),
        status: p.oneOf("0", "1", "2", "-1", "-2", "-3").optional(),
      })
      .refine(
        ({ id: _id, update_vm: _how, ...given }) => Object.values(given).some((value) => value !== undefined),
        "nothing to change",
      ),
  ),
  vm_delete: command(
    "vm_delete",
    "ack-data",
    z.strictObject({ vmid: p.rowId, forcedelete: p.flag.optional(), returnmsg: p.flag.optional() }),
  ),
  vm_addip: command(
    "vm_addip",
    "ack",
    z
      .strictObject({
        vmid: p.rowId,
        ip_num: p.int(1, 500).optional(),
        ipv6_num: p.int(1, 500).optional(),
        binding_ip: p.flag.optional(),
      })
      .refine((given) => given.ip_num !== undefined || given.ipv6_num !== undefined, "no address"),
  ),
  vm_freeip: query(
    "vm_freeip",
    "list",
    z.strictObject({
      nodeid: p.rowId.optional(),
      vmid: p.rowId.optional(),
      iptype: p.ipKinds.optional(),
      iprandom: p.flag.optional(),
      limits: p.int(1, 1_000_000).optional(),
    }),
  ),
};
