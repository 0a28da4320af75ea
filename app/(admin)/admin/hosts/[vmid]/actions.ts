"use server";

import { z } from "zod";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/actions/action-result";
import { leaveTo } from "@/lib/actions/leave-to";
import { staffAction } from "@/lib/actions/staff-action";
import { performChange } from "@/lib/fleet/hosts/change-host";
import {
  addressChangeOf,
  addressFields,
  bookChangeOf,
  editFields,
  hardwareChangeOf,
  machineEditFields,
} from "@/lib/fleet/hosts/edit-form";
import {
  performAddAddresses,
  performDelete,
  performStatus,
  performTransfer,
  STATUS_KINDS,
} from "@/lib/fleet/hosts/host-commands";
import { ticked, whole } from "@/lib/fleet/hosts/host-fields";
import { allowName } from "@/lib/hosts/network/domain-claims";
import { findHost, type OwnedHost } from "@/lib/hosts/owned-host";
import { parseUserId } from "@/lib/rstack/ids";

/** What each form about a host sends beside its own fields. */
const hostFields = {
  vmid: z.string().max(64),
  formKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
};
const typedName = z.string().max(255);

type Asked = { vmid: string; formKey: string };

/** The ledger tells who did what to the host and what came of it: no second line in the audit. */
const inLedger = null;

/** Opens the host and carries the command out; afterwards the page is drawn anew, with what came of it on top. */
async function onHost(
  { vmid }: Asked,
  viewer: Viewer,
  perform: (owned: OwnedHost) => Promise<ActionResult>,
  path = `/admin/hosts/${vmid}`,
): Promise<ActionResult> {
  const owned = await findHost(viewer, vmid);
  if (owned === null || owned === "not-asked") {
    return { ok: false, code: owned === null ? "not-found" : "master-down" };
  }
  const result = await perform(owned);
  return result.ok ? leaveTo(path) : result;
}

const isTyped = (owned: OwnedHost, typed: string): boolean =>
  typed.trim() === (owned.row.name ?? owned.vmId).trim();
const WRONG_NAME: ActionResult = { ok: false, code: "not-possible", reason: "typed" };

export const editHost = staffAction({
  name: "edit-host",
  roles: ["admin"],
  fields: { ...hostFields, ...editFields },
  audit: inLedger,
  run: async ({ input, viewer }) =>
    onHost(input, viewer, (owned) =>
      performChange(owned, { kind: "update-host", changes: bookChangeOf(input) }, input.formKey, viewer),
    ),
});

export const allowDomain = staffAction({
  name: "allow-domain",
  roles: ["admin"],
  fields: { ...hostFields, domain: z.string().min(1).max(253) },
  audit: ({ input }) => ({ action: "domain-allowed", vmId: input.vmid, subject: input.domain }),
  run: async ({ input, viewer }) =>
    onHost(input, viewer, async ({ tenancyId }) =>
      (await allowName(input.domain, tenancyId, viewer.displayName))
        ? { ok: true }
        : { ok: false, code: "not-found" },
    ),
});

export const extendTraffic = staffAction({
  name: "extend-traffic",
  roles: ["admin"],
  fields: { ...hostFields, moreTrafficGb: whole(1, 1_000_000), resetUsed: ticked },
  audit: inLedger,
  run: async ({ input, viewer }) =>
    onHost(input, viewer, (owned) =>
      performChange(
        owned,
        {
          kind: "update-host",
          changes: input.resetUsed ? { trafficUsedGb: 0 } : {},
          moreTrafficGb: input.moreTrafficGb,
        },
        input.formKey,
        viewer,
      ),
    ),
});

export const resizeHost = staffAction({
  name: "resize-host",
  roles: ["admin"],
  destructive: true,
  fields: { ...hostFields, ...machineEditFields },
  audit: inLedger,
  run: async ({ input, viewer }) => {
    const changes = hardwareChangeOf(input);
    return changes === null
      ? { ok: false, code: "invalid", fields: { memoryMinMb: "invalid" } }
      : onHost(input, viewer, (owned) =>
          performChange(owned, { kind: "resize-host", changes }, input.formKey, viewer),
        );
  },
});

export const setAddresses = staffAction({
  name: "set-addresses",
  roles: ["admin"],
  destructive: true,
  fields: { ...hostFields, ...addressFields },
  audit: inLedger,
  run: async ({ input, viewer }) =>
    onHost(input, viewer, (owned) =>
      performChange(owned, { kind: "update-host", changes: addressChangeOf(input) }, input.formKey, viewer),
    ),
});

export const addAddresses = staffAction({
  name: "add-addresses",
  roles: ["admin"],
  fields: {
    ...hostFields,
    ipv4Count: whole(0, 100),
    ipv6Count: whole(0, 100),
    bind: z.enum(["now", "later"]),
  },
  audit: inLedger,
  run: async ({ input, viewer }) => {
    const { ipv4Count = 0, ipv6Count = 0, bind } = input;
    return ipv4Count + ipv6Count === 0
      ? { ok: false, code: "invalid", fields: { ipv4Count: "invalid" } }
      : onHost(input, viewer, (owned) =>
          performAddAddresses(
            owned,
            { ipv4: ipv4Count, ipv6: ipv6Count, bindNow: bind === "now" },
            input.formKey,
            viewer,
          ),
        );
  },
});

export const setHostStatus = staffAction({
  name: "set-host-status",
  roles: ["admin"],
  fields: { ...hostFields, kind: z.enum(STATUS_KINDS) },
  audit: inLedger,
  run: async ({ input, viewer }) =>
    onHost(input, viewer, (owned) => performStatus(owned, input.kind, input.formKey, viewer)),
});

export const transferHost = staffAction({
  name: "transfer-host",
  roles: ["admin"],
  destructive: true,
  fields: { ...hostFields, newOwner: z.string().trim().min(1).max(64), typedName },
  audit: inLedger,
  run: async ({ input, viewer }) => {
    const owner = parseUserId(input.newOwner);
    return onHost(input, viewer, async (owned) => {
      if (!owner) {
        return { ok: false, code: "not-possible", reason: "no-such-customer" };
      }
      return isTyped(owned, input.typedName)
        ? performTransfer(owned, owner, input.formKey, viewer)
        : WRONG_NAME;
    });
  },
});

export const removeHost = staffAction({
  name: "delete-host",
  roles: ["admin"],
  destructive: true,
  fields: { ...hostFields, typedName, forced: ticked },
  audit: inLedger,
  run: async ({ input, viewer }) =>
    onHost(
      input,
      viewer,
      async (owned) =>
        isTyped(owned, input.typedName)
          ? performDelete(owned, input.forced, input.formKey, viewer)
          : WRONG_NAME,
      `/admin/hosts?deleted=${encodeURIComponent(input.vmid)}`,
    ),
});
