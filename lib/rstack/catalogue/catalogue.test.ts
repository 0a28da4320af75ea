import { expect, test } from "vitest";
import { RESERVED_KEYS } from "../encode";
import { CATALOGUE } from "./catalogue";

/** Typed from the vendor's document, apart from the code: action → kind, reply, keys. */
const DOCUMENTED: Record<string, string> = {
  test: "query ack",
  user_add:
    "command ack-data userid username password name email phone vcount utype status remark mail_verified mobile_verified reg_ip login_ip",
  user_update:
    "command ack id userid password1 password2 name email phone username vcount utype status mail_verified mobile_verified cvdate rvcount reg_ip login_ip",
  user_delete: "command ack userid",
  user_info: "query list id userid username name email phone utype login_ip remark",
  vm_create:
    "command ack-data id userid areaid nodeid osid vmname cpu cpu_limit cpu_weight ram_min ram ram_buffer ram_weight systemdisk disk disk_sys_iops disk_data_iops port bwlimit backup_snapshot backup_full portmap binding_domain vmpass remote_port ip additionals_ip ipv6 additionals_ipv6 iprandom iptype remark returnjson",
  vm_update:
    "command ack id update_vm areaid nodeid userid cpu cpu_limit cpu_weight ram_min ram ram_buffer ram_weight systemdisk disk disk_sys_iops disk_data_iops port bwlimit bwusage bwdate backup_snapshot backup_full portmap binding_domain rvcount cvdate ip additionals_ip ipv6 additionals_ipv6 addipnumber status remark",
  vm_delete: "command ack-data vmid forcedelete returnmsg",
  vm_freeip: "query list nodeid vmid iptype iprandom limits",
  vm_start: "command ack vmid",
  vm_restart: "command ack vmid",
  vm_stop: "command ack vmid",
  vm_force_restart: "command ack vmid",
  vm_force_stop: "command ack vmid",
  vm_state: "query state vmid",
  vm_setips: "command ack vmid",
  vm_setport: "command ack vmid remote_port",
  "vm_console.state": "query object vmid",
  "vm_console.enable": "command ack vmid",
  "vm_console.logout": "command ack vmid",
  vm_reload: "command ack vmid osid rot",
  "vm_snapshot.create": "command ack-data vmid",
  "vm_snapshot.revert": "command ack vmid snapshotname",
  "vm_snapshot.del": "command ack vmid snapshotname",
  "vm_snapshot.list": "query list vmid",
  vm_resetps: "command ack vmid vmuser vmpass",
  "vm_cd_manage.list": "query list vmid",
  "vm_cd_manage.change": "command ack vmid cdid",
  "vm_portmap.add": "command ack vmid privateport",
  "vm_portmap.del": "command ack vmid portid",
  "vm_domain.add": "command ack vmid domainname privateport",
  "vm_domain.del": "command ack vmid domainid",
  hypernat: "query list userid nodeid vmid ip domainname nattype",
  vm_addip: "command ack vmid ip_num ipv6_num binding_ip",
  vm_exinfo: "query object vmid",
  area: "query list id name remark",
  // `userid` is ours: see docs/rstack.md, "Whose host is it?".
  hyper: "query list id areaid nodeid vmname guid ip ipv6 osid cdid status remark userid",
  hyperbackup: "query list userid vmid backuptype name status",
  hyperipblock: "query list id name nodeid ip iptype",
  hyperip: "query list ipblockid vmid ip iptype remark",
  hyperos: "query list id name osname ostype osfile remark vmid nodeid",
  hypernode: "query list id areaid ip maxcpu allowram allowdisk status remark limits",
  hypertask: "query list vmid vmname tasktype taskstep status nodeid",
  vm_monitor: "query list vmid yyyymmdd",
};

const described = Object.fromEntries(
  Object.entries(CATALOGUE).map(([name, action]) => {
    const keys = Object.keys(action.params.shape).sort();
    return [name, [action.kind, action.reply, ...keys].join(" ")];
  }),
);

test("every documented action is there with its kind, its reply and exactly its keys", () => {
  const expected = Object.fromEntries(
    Object.entries(DOCUMENTED).map(([name, line]) => {
      const [kind = "", reply = "", ...keys] = line.split(" ");
      return [name, [kind, reply, ...keys.sort()].join(" ")];
    }),
  );
  expect(described).toEqual(expected);
});

test("they are 36, and the name before the dot is the vendor's", () => {
  const actions = Object.entries(CATALOGUE);
  expect(new Set(actions.map(([, { action }]) => action)).size).toBe(36);
  for (const [name, { action, subvaction }] of actions) {
    expect(name).toBe(subvaction === null ? action : `${action}.${subvaction}`);
  }
});

test("no action has a key of the envelope's", () => {
  for (const { params } of Object.values(CATALOGUE)) {
    expect(Object.keys(params.shape).filter((key) => RESERVED_KEYS.has(key))).toEqual([]);
  }
});

test.each([
  ["user_info", {}],
  ["user_info", { email: "" }],
  ["vm_create", { userid: "8", osid: "1", vmname: "ab" }],
  ["vm_create", { userid: "8", osid: "1", vmname: "ab", areaid: "1", nodeid: "1" }],
  ["hyperos", { vmid: "1" }],
  ["vm_portmap.add", { vmid: "1", privateport: 80, portid: "3" }],
  ["vm_reload", { vmid: "1", osid: "2", rot: "01" }],
  ["vm_setport", { vmid: "1", remote_port: 22 }],
  ["vm_start", { vmid: "1", action: "vm_delete" }],
] as const)("%s refuses %j", (name, params) => {
  expect(CATALOGUE[name].params.safeParse(params).success).toBe(false);
});

test.each([
  "05",
  "0",
  "1e3",
  " 5",
  "5\n6",
  "5,6",
  "0|5",
  "12abc",
  "0x10",
  "",
  "１２",
  "12345678901",
  5,
  null,
])("%j is no row id", (vmid) => {
  expect(CATALOGUE.vm_start.params.safeParse({ vmid }).success).toBe(false);
});

test("lists that the vendor allows are put together from checked parts", () => {
  expect(CATALOGUE.hyperip.params.parse({ vmid: { id: "5", withFree: true } })).toEqual({ vmid: "0|5" });
  expect(CATALOGUE.hypernode.params.parse({ areaid: ["1", "2"] })).toEqual({ areaid: "1,2" });
  expect(CATALOGUE.vm_freeip.params.parse({ iptype: ["0", "2"] })).toEqual({ iptype: "0,2" });
  expect(CATALOGUE.hypernode.params.safeParse({ areaid: ["1,2"] }).success).toBe(false);
});
