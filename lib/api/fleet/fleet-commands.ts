import "server-only";
import { z } from "zod";
import type { FleetScope } from "../../accounts/tokens/token-scopes";
import type { OfferedCommand } from "../../actions/host-action";
import { addAddresses } from "../../fleet/hosts/add-addresses";
import { resizeHost, updateHost } from "../../fleet/hosts/change-host";
import { STAFF_COMMANDS } from "../../fleet/hosts/commands";
import { deleteHost } from "../../fleet/hosts/delete-host";
import { ticked } from "../../fleet/hosts/host-form";
import { STATUS_KINDS } from "../../fleet/hosts/set-status";
import { transferHost } from "../../fleet/hosts/transfer-host";
import type { Command } from "../../hosts/define-command";
import { hostStateOf } from "../../hosts/host-state";
import type { OwnedHost } from "../../hosts/owned-host";
import { rulesOf } from "../../operations/command-rules";
import { knownPlans } from "../../provider/plans";
import { Problem } from "../problem";

type Fields = Readonly<Record<string, z.ZodType>>;

/** The same command with the fields that a program sends; `inputOf` makes the form's of them. */
const asProgram = <F extends Fields>(
  { kind, byScript, run }: OfferedCommand,
  fields: F,
  inputOf: (body: z.output<z.ZodObject<F>>, owned: OwnedHost) => object | Promise<object>,
): OfferedCommand => ({
  kind,
  byScript,
  fields: fields as Command["fields"],
  run: async (owned, body, key, viewer, priority) =>
    run(owned, (await inputOf(body as z.output<z.ZodObject<F>>, owned)) as never, key, viewer, priority),
});

const nameOf = ({ row, vmId }: OwnedHost): string => row.name ?? vmId;

const { memory: _memory, ...machine } = resizeHost.fields;
const resizeFields = {
  ...machine,
  /** In place of the numbers. */
  plan: z.uuid().optional(),
  mayRestart: ticked,
};

/** By a plan all that it sets, in the host's books too. */
async function resizeInput(
  body: z.output<z.ZodObject<typeof resizeFields>>,
  { row }: OwnedHost,
): Promise<object> {
  const { plan: wanted, mayRestart, ...numbers } = body;
  if (!mayRestart && hostStateOf({ word: row.stateWord, status: row.status }) !== "off") {
    throw new Problem("not-possible", {
      reason: "already-running",
      detail: "The host may restart: send `mayRestart` true, or stop it first.",
    });
  }
  if (wanted === undefined) {
    return { ...numbers, memory: memoryKind(numbers) };
  }
  const plan = (await knownPlans()).find(({ id }) => id === wanted);
  // The body has its kind, too.
  const hasNumbers = Object.entries(numbers).some(([name, value]) => name in machine && value !== undefined);
  if (!plan || hasNumbers) {
    throw new Problem("invalid", {
      errors: [{ field: "plan", code: plan ? "not-with-numbers" : "not-listed" }],
    });
  }
  const { systemDiskGb, ...values } = plan.values;
  return {
    ...values,
    ...(systemDiskGb !== undefined && {
      systemDiskWindowsGb: systemDiskGb,
      systemDiskLinuxGb: systemDiskGb,
    }),
    memory: "static",
  };
}

const memoryKind = ({ memoryMb, memoryMinMb }: { memoryMb?: number; memoryMinMb?: number }) =>
  memoryMinMb !== undefined && memoryMinMb !== memoryMb ? "dynamic" : "static";

/** What staff do on a host, as programs ask for it. A host is named by its number there, so its name need not be typed. */
const PROVISIONING: readonly OfferedCommand[] = [
  updateHost,
  asProgram(resizeHost, resizeFields, resizeInput),
  asProgram(transferHost, { customer: transferHost.fields.newOwner }, ({ customer }, owned) => ({
    newOwner: customer,
    typedName: nameOf(owned),
  })),
  asProgram(
    addAddresses,
    { ipv4: addAddresses.fields.ipv4Count, ipv6: addAddresses.fields.ipv6Count, bindNow: ticked },
    ({ ipv4, ipv6, bindNow }) => ({
      ipv4Count: ipv4,
      ipv6Count: ipv6,
      bind: bindNow ? "now" : "later",
    }),
  ),
];

const DELETION = asProgram(
  deleteHost,
  { typedName: deleteHost.fields.typedName, force: ticked },
  ({ typedName, force }) => ({ typedName, forced: force }),
);

/** All that a provider's token may ask of a host, beside what its customer may. */
export const STAFF_OFFERED: readonly OfferedCommand[] = [
  ...STATUS_KINDS.map((kind): OfferedCommand => STAFF_COMMANDS[kind]),
  ...PROVISIONING,
  DELETION,
];

/** Which scope a kind needs. */
export function fleetScopeOf(kind: OfferedCommand["kind"]): FleetScope {
  const { group, destroys } = rulesOf(kind);
  if (STATUS_KINDS.some((status) => status === kind)) {
    return "fleet-status";
  }
  if (destroys || kind === deleteHost.kind) {
    return "fleet-destroy";
  }
  return group === "provider" ? "fleet-provision" : group === "power" ? "fleet-power" : "fleet-manage";
}
