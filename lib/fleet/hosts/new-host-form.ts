import { isIP } from "node:net";
import { z } from "zod";
import { hostPasswordFault } from "@/lib/hosts/access/host-password";
import type { HostPlan } from "@/lib/provider/plan";
import { BOOK_FIELDS, MACHINE_FIELDS, RARE_FIELDS } from "@/lib/rstack/host-fields";
import { parseRowId, parseUserId, parseVmId } from "@/lib/rstack/ids";
import type { NewHost } from "@/lib/rstack/provider-inputs";
import { memoryOf, NEEDED, numberShape, numbersOf, optionalText, ticked, whole } from "./host-form";
import { parsePlace } from "./place";

const SIZE_FIELDS = [...MACHINE_FIELDS, ...BOOK_FIELDS, "systemDiskGb"] as const;

/** The fields of the page that makes a host. */
export const newHostFields = {
  formKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  place: z.string().max(20),
  owner: z.string().trim().min(1).max(64),
  name: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{2,64}$/),
  image: z.string().max(20),
  /** A plan's id: then its numbers count, and not those of the fields. Empty: the fields. */
  plan: z.string().max(40).optional(),
  password: z.string().max(64),
  remotePort: z.enum(["first", "random", "own"]),
  ownPort: whole(10_000, 65_535),
  /** Empty: the master counts on. */
  hostId: optionalText(10),
  ...numberShape(SIZE_FIELDS),
  memory: z.enum(["static", "dynamic"]),
  remark: optionalText(200),
  ipv4Kind: z.enum(["any", "ipv4", "private-ipv4"]),
  ipv4Count: whole(0, 100),
  ipv4Random: ticked,
  /** One address in place of a count. */
  ipv4: optionalText(15),
  /** Further ones beside `ipv4`, with commas or spaces between them. */
  moreIpv4: optionalText(1000),
  ipv6Count: whole(0, 100),
  ipv6: optionalText(45),
  moreIpv6: optionalText(1000),
};
type NewHostInput = z.output<z.ZodObject<typeof newHostFields>>;

/** The host that the form describes, or the fields that don't fit. `plans`: those that can be chosen. */
export function newHostOf(
  typed: NewHostInput,
  plans: readonly HostPlan[],
): { ok: true; host: NewHost } | { ok: false; fields: string[] } {
  const plan = typed.plan ? plans.find(({ id }) => id === typed.plan) : null;
  if (plan === undefined) {
    return { ok: false, fields: ["plan"] };
  }
  const { systemDiskGb, ...numbers }: ReturnType<typeof numbersOf<(typeof SIZE_FIELDS)[number]>> = plan
    ? { ...numbersOf(typed, RARE_FIELDS), ...plan.values }
    : numbersOf(typed, SIZE_FIELDS);
  const { owner: ownerText, place: placeText, image, name, password, remark } = typed;
  const { ipv4Kind, ipv4Count = 0, ipv4Random, ipv4, ipv6Count = 0, ipv6 } = typed;
  const { remotePort, ownPort, hostId, moreIpv4, moreIpv6 } = typed;
  const vmId = hostId === undefined ? undefined : parseVmId(hostId);
  const port = remotePort === "own" ? ownPort : remotePort;
  const more = { ipv4: addressesIn(moreIpv4, 4), ipv6: addressesIn(moreIpv6, 6) };
  const owner = parseUserId(ownerText);
  const place = parsePlace(placeText);
  const imageId = parseRowId(image);
  // A plan's memory is fixed: dynamic memory has more to it than a size.
  const size = memoryOf(numbers, !plan && typed.memory === "dynamic");
  const wrong = [
    ...(owner ? [] : ["owner"]),
    ...(place ? [] : ["place"]),
    ...(imageId ? [] : ["image"]),
    ...NEEDED.filter((field) => numbers[field] === undefined),
    ...(size ? [] : ["memoryMinMb"]),
    // RStack takes six characters; a host's password follows the rules by which its customer changes it.
    ...(password !== "" && hostPasswordFault(password, null) !== null ? ["password"] : []),
    ...(port === undefined ? ["ownPort"] : []),
    ...(vmId === null ? ["hostId"] : []),
    ...(more.ipv4 === null || (more.ipv4.length > 0 && !ipv4) ? ["moreIpv4"] : []),
    ...(more.ipv6 === null || (more.ipv6.length > 0 && !ipv6) ? ["moreIpv6"] : []),
    ...(ipv4Count + ipv6Count === 0 && !ipv4 && !ipv6 ? ["ipv4Count"] : []),
  ];
  if (!owner || !place || !imageId || !size || wrong.length > 0) {
    return { ok: false, fields: wrong };
  }
  return {
    ok: true,
    host: {
      ...numbers,
      ...size,
      name,
      ...(remark !== undefined && { remark }),
      owner,
      place,
      imageId,
      ...(vmId && { vmId }),
      remotePort: port,
      ...(password !== "" && { password }),
      ...(systemDiskGb !== undefined && { systemDiskGb: { windows: systemDiskGb, linux: systemDiskGb } }),
      ...(ipv4
        ? { ipv4: { address: ipv4, ...(more.ipv4?.length && { more: more.ipv4 }) } }
        : ipv4Count > 0 && { ipv4: { count: ipv4Count, isRandom: ipv4Random } }),
      ...(ipv6
        ? { ipv6: { address: ipv6, ...(more.ipv6?.length && { more: more.ipv6 }) } }
        : ipv6Count > 0 && { ipv6: { count: ipv6Count } }),
      ...(ipv4Kind !== "any" && (ipv4 || ipv4Count > 0) && { ipv4Kind }),
    },
  };
}

/** Null where one of them is none of this version. */
function addressesIn(text: string | undefined, version: 4 | 6): string[] | null {
  const parts = text?.split(/[\s,;]+/).filter((part) => part !== "") ?? [];
  return parts.every((part) => isIP(part) === version && !part.includes("%")) ? [...new Set(parts)] : null;
}
