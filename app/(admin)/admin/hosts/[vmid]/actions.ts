"use server";

import { z } from "zod";
import { staffAction } from "@/lib/actions/staff-action";
import { onStaffHost, staffCommand, staffHostFields } from "@/lib/actions/staff-command";
import { STAFF_COMMANDS } from "@/lib/fleet/hosts/commands";
import { addressFields, editFields, ticked, whole } from "@/lib/fleet/hosts/host-form";
import { statusFields } from "@/lib/fleet/hosts/set-status";
import { customerOfHost } from "@/lib/fleet/notes/staff-notes";
import type { Command } from "@/lib/hosts/define-command";
import { allowName } from "@/lib/hosts/network/domain-claims";
import type { StaffKind } from "@/lib/operations/command-rules";

const update = () => STAFF_COMMANDS["update-host"];
const resize = STAFF_COMMANDS["resize-host"];
const add = STAFF_COMMANDS["add-addresses"];
const transfer = STAFF_COMMANDS["transfer-host"];
const remove = STAFF_COMMANDS["delete-host"];

const limit = STAFF_COMMANDS["limit-cpu"];
const lift = STAFF_COMMANDS["lift-cpu-limit"];

const toSettings = (vmid: string) => `/admin/hosts/${vmid}/settings`;

export const editHost = staffCommand({
  name: "edit-host",
  fields: { ...editFields, applyToMachine: ticked },
  commandFor: update,
  pathFor: toSettings,
});

export const extendTraffic = staffCommand({
  name: "extend-traffic",
  fields: { moreTrafficGb: whole(1, 1_000_000), resetUsed: ticked },
  commandFor: update,
  pathFor: toSettings,
});

export const setAddresses = staffCommand({
  name: "set-addresses",
  destructive: true,
  fields: addressFields,
  commandFor: update,
  pathFor: toSettings,
});

export const resizeHost = staffCommand({
  name: "resize-host",
  destructive: true,
  fields: resize.fields,
  commandFor: () => resize,
  pathFor: toSettings,
});

export const addAddresses = staffCommand({
  name: "add-addresses",
  fields: add.fields,
  commandFor: () => add,
  pathFor: toSettings,
});

export const setHostStatus = staffCommand({
  name: "set-host-status",
  fields: statusFields,
  commandFor: ({ kind }): Command<StaffKind> => STAFF_COMMANDS[kind],
});

export const limitCpu = staffCommand({
  name: "limit-cpu",
  fields: limit.fields,
  commandFor: () => limit,
});

export const liftCpuLimit = staffCommand({
  name: "lift-cpu-limit",
  fields: lift.fields,
  commandFor: () => lift,
});

export const transferHost = staffCommand({
  name: "transfer-host",
  destructive: true,
  fields: transfer.fields,
  commandFor: () => transfer,
});

export const removeHost = staffCommand({
  name: "delete-host",
  destructive: true,
  fields: remove.fields,
  commandFor: () => remove,
  pathFor: (vmid) => `/admin/hosts?deleted=${encodeURIComponent(vmid)}`,
});

export const allowDomain = staffAction({
  name: "allow-domain",
  roles: ["admin"],
  fields: { ...staffHostFields, domain: z.string().min(1).max(253) },
  audit: async ({ input }) => ({
    action: "domain-allowed",
    vmId: input.vmid,
    userId: await customerOfHost(input.vmid),
    subject: input.domain,
  }),
  run: ({ input, viewer }) =>
    onStaffHost(
      { vmid: input.vmid, viewer },
      async ({ tenancyId }) =>
        (await allowName(input.domain, tenancyId, viewer.displayName))
          ? { ok: true }
          : { ok: false, code: "not-found" },
      toSettings(input.vmid),
    ),
});
