import { isIP } from "node:net";
import { z } from "zod";
import { NEEDED } from "../../fleet/hosts/host-form";
import { hostPasswordFault } from "../../hosts/access/host-password";
import type { HostPlan } from "../../provider/plan";
import { hostField, PLAN_FIELDS, type PlanField } from "../../rstack/host-fields";
import { parseRowId, parseUserId } from "../../rstack/ids";
import type { NewHost } from "../../rstack/provider-inputs";

/** The shop's own name of a service; unique among hosts that are there. */
export const referenceField = z
  .string()
  .regex(/^[\x21-\x7e]{1,100}$/)
  .meta({ description: "Your own ID of the service, such as `whmcs:1234`." });

type Needed = (typeof NEEDED)[number];
type HardwareShape = { [Name in Needed]: z.ZodInt } & {
  [Name in Exclude<PlanField, Needed>]: z.ZodOptional<z.ZodInt>;
};
const hardware = z.strictObject(
  Object.fromEntries(
    PLAN_FIELDS.map((name) => {
      const { range, code } = hostField(name);
      const bare = z.int().min(range[0]).max(range[1]);
      const number = code === 0 ? bare.meta({ description: "0: no limit." }) : bare;
      const isNeeded = NEEDED.some((needed) => needed === name);
      return [name, isNeeded ? number : number.optional()];
    }),
  ) as HardwareShape,
);

const count = z.int().min(1).max(100);
const more = z.array(z.string().max(45)).max(100).optional();

/** What `POST /fleet/hosts` takes: one of `plan` and `hardware`, one of `area` and `node`, one address at least. */
export const OrderRequest = z.strictObject({
  reference: referenceField,
  customer: z.string().min(1).max(64),
  plan: z.uuid().optional(),
  hardware: hardware.optional(),
  area: z.string().max(20).optional(),
  node: z.string().max(20).optional(),
  image: z.string().max(20),
  name: z.string().regex(/^[A-Za-z0-9]{2,64}$/),
  password: z.string().max(64).optional(),
  remotePort: z.union([z.enum(["first", "random"]), z.int().min(10_000).max(65_535)]).optional(),
  ipv4: z
    .union([
      z.strictObject({
        count,
        kind: z.enum(["any", "ipv4", "private-ipv4"]).optional(),
        random: z.boolean().optional(),
      }),
      z.strictObject({ address: z.string().max(15), more }),
    ])
    .optional(),
  ipv6: z
    .union([z.strictObject({ count }), z.strictObject({ address: z.string().max(45), more })])
    .optional(),
});
type Order = z.output<typeof OrderRequest>;

type Fault = { field: string; code: string };

/** The host that is ordered, or the fields that don't fit. `plans`: those that there are. */
export function hostOfOrder(
  order: Order,
  plans: readonly HostPlan[],
): { ok: true; host: NewHost } | { ok: false; errors: Fault[] } {
  const { customer, image, name, password, remotePort = "first", ipv4, ipv6 } = order;
  const owner = parseUserId(customer);
  const imageId = parseRowId(image);
  const areaId = order.area === undefined ? null : parseRowId(order.area);
  const nodeId = order.node === undefined ? null : parseRowId(order.node);
  const plan = plans.find(({ id }) => id === order.plan);
  const size = order.hardware ?? plan?.values;
  const errors: Fault[] = [
    ...(owner ? [] : [{ field: "customer", code: "invalid" }]),
    ...(imageId ? [] : [{ field: "image", code: "invalid" }]),
    ...oneOf(order, "plan", "hardware"),
    ...oneOf(order, "area", "node"),
    ...(order.plan !== undefined && !plan ? [{ field: "plan", code: "not-listed" }] : []),
    ...(order.area !== undefined && !areaId ? [{ field: "area", code: "invalid" }] : []),
    ...(order.node !== undefined && !nodeId ? [{ field: "node", code: "invalid" }] : []),
    ...passwordFaults(password),
    ...(ipv4 || ipv6 ? [] : [{ field: "ipv4", code: "missing" }]),
    ...addressFaults("ipv4", ipv4, 4),
    ...addressFaults("ipv6", ipv6, 6),
  ];
  const place = areaId ? { areaId } : nodeId ? { nodeId } : null;
  if (!owner || !imageId || !place || !size || errors.length > 0) {
    return { ok: false, errors };
  }
  const { systemDiskGb, memoryMb, ...numbers } = size;
  return {
    ok: true,
    host: {
      ...{ owner, place, imageId, name, remotePort },
      ...numbers,
      // As much as the most is static memory.
      ...(memoryMb !== undefined && { memoryMb, memoryMinMb: memoryMb }),
      ...(systemDiskGb !== undefined && { systemDiskGb: { windows: systemDiskGb, linux: systemDiskGb } }),
      ...(password !== undefined && { password }),
      ...(ipv4 && {
        ipv4: "count" in ipv4 ? { count: ipv4.count, isRandom: ipv4.random ?? false } : ipv4,
      }),
      ...(ipv4 &&
        "kind" in ipv4 &&
        ipv4.kind !== undefined &&
        ipv4.kind !== "any" && { ipv4Kind: ipv4.kind }),
      ...(ipv6 && { ipv6 }),
    },
  };
}

const oneOf = (order: Order, first: keyof Order, second: keyof Order): Fault[] =>
  order[first] === undefined && order[second] === undefined
    ? [{ field: first, code: "missing" }]
    : order[first] !== undefined && order[second] !== undefined
      ? [{ field: second, code: `not-with-${first}` }]
      : [];

function passwordFaults(password: string | undefined): Fault[] {
  const code = password === undefined ? null : hostPasswordFault(password, null);
  return code ? [{ field: "password", code }] : [];
}

function addressFaults(
  field: "ipv4" | "ipv6",
  asked: Order["ipv4"] | Order["ipv6"],
  version: 4 | 6,
): Fault[] {
  const all = asked && "address" in asked ? [asked.address, ...(asked.more ?? [])] : [];
  return all.every((one) => isIP(one) === version && !one.includes("%")) ? [] : [{ field, code: "invalid" }];
}
