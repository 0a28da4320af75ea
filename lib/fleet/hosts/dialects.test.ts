import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { learnMaster } from "@/lib/hosts/mirror/learn-master";
import { syncFleet } from "@/lib/hosts/mirror/sync-fleet";
import { ended, useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { dialectOf } from "@/lib/simulator/wire/dialect";
import { addCustomer, deleteCustomer, editCustomer, saveCustomer } from "../customers/change-customer";
import { changeNumber } from "../customers/change-number";
import { customerFormOf } from "../customers/customer-form";
import { readCustomer } from "../customers/find-customers";
import { newUser, user } from "../customers/testing/new-customers";
import { orderByStaff } from "../orders/staff-order";
import { hostOfRosa, rosa } from "../testing/rosa";
import { registerStaffVerifications, STAFF_COMMANDS } from "./commands";
import { hostFrom } from "./testing/new-host";

const { simulator } = useSimulatedHosts();
beforeAll(registerStaffVerifications);

const key = () => crypto.randomUUID();
const calls = async (action: string) => (await simulator().control.journal({ action })).calls.length;

const COMMANDS: [keyof typeof STAFF_COMMANDS, action: string, host: string, fields: object][] = [
  ["update-host", "vm_update", "101", { trafficLimitGb: 4321, remark: "moved" }],
  ["resize-host", "vm_update", "101", { memory: "static", cpuCores: 3 }],
  ["lock-host", "vm_update", "101", {}],
  ["unlock-host", "vm_update", "110", {}],
  ["suspend-host", "vm_update", "101", {}],
  ["resume-host", "vm_update", "111", {}],
  ["transfer-host", "vm_update", "101", { newOwner: "10002", typedName: "web01" }],
  ["add-addresses", "vm_addip", "101", { ipv4Count: 1, ipv6Count: 1, bind: "later" }],
  ["add-addresses", "vm_addip", "101", { ipv4Count: 1, ipv6Count: 1, bind: "now" }],
  ["delete-host", "vm_delete", "101", { typedName: "web01", forced: true }],
];

describe.each(["", "stranger", "stranger,host=ip,empty=brackets"])(
  "staff on a master of the dialect '%s'",
  (dialect) => {
    beforeEach(async () => {
      await simulator().control.setSettings({ dialect: dialectOf(dialect) });
      await syncFleet();
      await learnMaster();
    });

    it.each(COMMANDS)("%s is sent once and confirmed", async (kind, action, id, fields) => {
      const [locked, suspended] = ["110", "111"];
      await simulator().control.setHost(locked, { status: "1" });
      await simulator().control.setHost(suspended, { status: "-1" });
      await syncFleet();
      const result = await STAFF_COMMANDS[kind].run(await hostOfRosa(id), fields as never, key(), rosa);
      expect(result).toMatchObject({ ok: true, operation: { kind } });
      expect(await ended(result)).toMatchObject({ kind, outcome: "done" });
      expect(await calls(action)).toBe(1);
    });

    it("the port's speed is changed on the machine where that was asked for, recorded before or not", async () => {
      const ask = async () => {
        const asked = { portMbit: 321, applyToMachine: true };
        return ended(await STAFF_COMMANDS["update-host"].run(await hostOfRosa("101"), asked, key(), rosa));
      };
      expect((await ask()).outcome).toBe("done");
      expect((await ask()).outcome).toBe("done");
      const sent = (await simulator().control.journal({ action: "vm_update" })).calls.map(
        ({ params }) => params,
      );
      expect(sent).toEqual([
        { id: "101", port: "321", update_vm: "1" },
        { id: "101", port: "321", update_vm: "1" },
      ]);
      const { effects } = await simulator().control.journal();
      expect(effects.map(({ kind }) => kind)).toContain("update-host");
    });

    it("a host is made, and its customer has it", async () => {
      const { created } = await orderByStaff(
        hostFrom({ name: "dialect1" }),
        { planId: null, formKey: key() },
        rosa,
      );
      expect(created).toMatchObject({ how: "answered", name: "dialect1", owner: "10001" });
      expect((await hostOfRosa(created?.vmId ?? "")).owner).toBe("10001");
    });

    it("a customer is made, changed, given another number, disabled and deleted", async () => {
      const [first, second] =
        dialect === "" ? ["91001", "91002"] : [`92${dialect.length}1`, `92${dialect.length}2`];
      expect(await addCustomer(newUser(first))).toMatchObject({ ok: true });
      const shown = await readCustomer(user(first));
      if (shown.found !== "one") throw new Error(shown.found);
      const form = customerFormOf(shown.user);
      expect(await saveCustomer(user(first), { ...form, phone: "+49 30 2" }, form)).toEqual({
        ok: true,
        value: [],
      });
      expect(await editCustomer(user(first), { isDisabled: true })).toMatchObject({ ok: true });
      expect(await changeNumber(user(first), user(second), rosa)).toMatchObject({ ok: true });
      expect(await readCustomer(user(second))).toMatchObject({
        found: "one",
        user: { phone: "+49 30 2", status: "1" },
      });
      expect(await deleteCustomer(user(second), false)).toMatchObject({ ok: true });
      expect(await readCustomer(user(second))).toMatchObject({ found: "none" });
      expect([await calls("user_add"), await calls("user_delete")]).toEqual([1, 1]);
    });
  },
);
