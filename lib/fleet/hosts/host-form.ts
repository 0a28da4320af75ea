import { z } from "zod";
import type { HostPlan } from "@/lib/provider/plan";
import {
  BOOK_FIELDS,
  HOST_FIELDS,
  type HostFieldName,
  hostField,
  type LimitName,
  MACHINE_FIELDS,
  PLAN_FIELDS,
  RECORD_FIELDS,
} from "@/lib/rstack/host-fields";
import type { HostChanges } from "@/lib/rstack/provider-inputs";

/** Fields of the staff's forms as they come from a browser: texts, where an empty one means "as it is" or "the usual". */
export const optionalText = (max: number) =>
  z
    .string()
    .max(max)
    .trim()
    .transform((value) => (value === "" ? undefined : value))
    .optional();

/** A whole number within its limits; empty: undefined. */
export const whole = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^(-?\d{1,9})?$/)
    .transform((value) => (value === "" ? undefined : Number(value)))
    .refine((value) => value === undefined || (value >= min && value <= max))
    .optional()
    .meta({ asNumber: true });

export const ticked = z
  .literal("1")
  .optional()
  .transform((value) => value === "1")
  .meta({ asBoolean: true });

/** The box beside a limit that is ticked for its code. */
export type CodeBox<Name extends LimitName = LimitName> = `${Name}-coded`;
const box = z.literal("1").optional().meta({ asBoolean: true });

type NumberShape<Name extends HostFieldName> = { [N in Name]: ReturnType<typeof whole> } & {
  [N in Extract<Name, LimitName> as CodeBox<N>]: typeof box;
};
/** The fields of a form for these numbers of a host, each with its box where it has one. */
export const numberShape = <Name extends HostFieldName>(names: readonly Name[]): NumberShape<Name> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const { range, code } = hostField(name);
      return [[name, whole(...range)], ...(code === undefined ? [] : [[`${name}-coded`, box]])];
    }),
  );

type Typed<Name extends HostFieldName> = { [N in Name]?: number } & { [N in CodeBox]?: "1" };
/** What is sent for each: its code where its box is ticked, else the number that was typed; no others. */
export const numbersOf = <Name extends HostFieldName>(
  typed: Typed<Name>,
  names: readonly Name[],
): { [N in Name]?: number } =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = typed[`${name}-coded` as CodeBox] ? hostField(name).code : typed[name];
      return value === undefined ? [] : [[name, value]];
    }),
  ) as { [N in Name]?: number };

/** RStack's own words for memory: as little as `ram_min` says, or just `ram`. Null where the least is more than the most. */
export function memoryOf(
  { memoryMb, memoryMinMb }: { memoryMb?: number; memoryMinMb?: number },
  isDynamic: boolean,
): { memoryMb?: number; memoryMinMb?: number } | null {
  if (memoryMb === undefined) {
    return { memoryMb, memoryMinMb: undefined };
  }
  if (!isDynamic) {
    return { memoryMb, memoryMinMb: memoryMb };
  }
  return memoryMinMb !== undefined && memoryMinMb <= memoryMb ? { memoryMb, memoryMinMb } : null;
}

const EDIT_FIELDS = [...BOOK_FIELDS, ...RECORD_FIELDS];

/**
 * What changes without touching the machine, of several forms, each with some of it. An empty field is left as it is: RStack
 * can't be told to empty one.
 */
export const editFields = {
  ...numberShape(EDIT_FIELDS),
  remark: optionalText(200),
  /** UTC, to the minute. */
  trafficResetAt: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})?$/)
    .optional(),
  lastReinstallOn: z.union([z.literal(""), z.iso.date()]).optional(),
  /** For the next reinstall. */
  systemDiskWindowsGb: whole(...HOST_FIELDS.systemDiskGb.range),
  systemDiskLinuxGb: whole(...HOST_FIELDS.systemDiskGb.range),
};
type EditInput = Partial<z.output<z.ZodObject<typeof editFields>>>;

export function bookChangeOf(input: EditInput): HostChanges {
  const { remark, trafficResetAt, lastReinstallOn } = input;
  const { systemDiskWindowsGb: windows, systemDiskLinuxGb: linux } = input;
  return {
    ...numbersOf(input, EDIT_FIELDS),
    ...(remark !== undefined && { remark }),
    ...(trafficResetAt && { trafficResetAt: new Date(`${trafficResetAt}Z`) }),
    ...(lastReinstallOn && { lastReinstallOn }),
    ...(windows && linux && { systemDiskGb: { windows, linux } }),
  };
}

export const machineEditFields = { ...numberShape(MACHINE_FIELDS), memory: z.enum(["static", "dynamic"]) };
type MachineInput = z.output<z.ZodObject<typeof machineEditFields>>;

/** Null where the least memory is more than the most. */
export function hardwareChangeOf(input: MachineInput): HostChanges | null {
  const memory = memoryOf(input, input.memory === "dynamic");
  return memory && { ...numbersOf(input, MACHINE_FIELDS), ...memory };
}

export const addressFields = {
  ipv4: optionalText(15),
  ipv6: optionalText(45),
  /** One a line, or with commas. */
  moreIpv4: z.string().max(8_000),
  moreIpv6: z.string().max(8_000),
};
type AddressInput = Partial<z.output<z.ZodObject<typeof addressFields>>>;

export function addressChangeOf({ ipv4, ipv6, moreIpv4, moreIpv6 }: AddressInput): HostChanges {
  const list = (text = "") => [...new Set(text.split(/[\s,]+/).filter(Boolean))];
  const [more4, more6] = [list(moreIpv4), list(moreIpv6)];
  return {
    ...{ ipv4, ipv6 },
    ...(more4.length > 0 && { moreIpv4: more4 }),
    ...(more6.length > 0 && { moreIpv6: more6 }),
  };
}

/** The fields of the form that makes or changes a plan. */
export const planFields = {
  /** Empty: a new one. */
  plan: z.union([z.literal(""), z.uuid()]),
  planName: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .refine((name) => !/\p{C}/u.test(name)),
  ...numberShape(PLAN_FIELDS),
};
type PlanInput = z.output<z.ZodObject<typeof planFields>>;

/** What RStack can't make a host without. */
export const NEEDED = ["cpuCores", "memoryMb", "portMbit"] as const;

/** The plan that the form describes, or the fields that are missing. */
export function planOf(
  input: PlanInput,
): { ok: true; plan: Omit<HostPlan, "id"> & { id: string | null } } | { ok: false; fields: string[] } {
  const missing = NEEDED.filter((name) => input[name] === undefined);
  return missing.length > 0
    ? { ok: false, fields: missing }
    : {
        ok: true,
        plan: { id: input.plan || null, name: input.planName, values: numbersOf(input, PLAN_FIELDS) },
      };
}
