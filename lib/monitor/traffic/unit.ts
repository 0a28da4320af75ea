import "server-only";
import { z } from "zod";
import { readProfile, writeProfile } from "@/lib/hosts/mirror/profile";
import { COUNTED, NETWORK_UNIT_NAMES, type UnitFit } from "./fit-unit";

const Unit = z.enum(NETWORK_UNIT_NAMES);
const pairs = z.number();
const Kept: z.ZodType<UnitFit> = z.discriminatedUnion("verdict", [
  z.object({ verdict: z.literal("few"), pairs }),
  z.object({ verdict: z.literal("none"), pairs }),
  z.object({ verdict: z.literal("several"), pairs, units: z.array(Unit) }),
  z.object({
    verdict: z.literal("fits"),
    pairs,
    fit: z.object({ unit: Unit, counted: z.enum(COUNTED), ratio: z.number(), spread: z.number() }),
    counted: z.enum(COUNTED).nullable(),
  }),
]);

export const keepUnit = (trafficUnit: UnitFit): Promise<void> =>
  writeProfile({ trafficUnit, trafficUnitAt: new Date() });

/** What the counters last said of the samples' unit. */
export async function readUnit(): Promise<UnitFit> {
  const kept = Kept.safeParse((await readProfile())?.trafficUnit);
  return kept.success ? kept.data : { verdict: "few", pairs: 0 };
}
