import { z } from "zod";
import { CAUSES, type DowntimeView } from "../monitor/downtime/downtime-view";
import { COUNTED, NETWORK_UNIT_NAMES } from "../monitor/traffic/fit-unit";
import { TRAFFIC_MONTHS } from "../monitor/traffic/traffic-view";
import { number, time } from "./view-schemas";

// What a host's samples come to by month, in the API's answers.

const gb = number.meta({ description: "In GB of 10⁹ bytes; null while `unit` is null." });
const amounts = {
  inSum: z.number().meta({ description: "Sum of the samples, in `unit`." }),
  outSum: z.number(),
  inGb: gb,
  outGb: gb,
};
export const Traffic = z.object({
  unit: z.enum(NETWORK_UNIT_NAMES).nullable().meta({
    description: "Unit of the samples, found by the traffic counters; null while they don’t tell it.",
  }),
  counted: z
    .enum(COUNTED)
    .nullable()
    .meta({ description: "What the traffic counter counts; null if unknown." }),
  days: z
    .array(
      z.object({
        day: z.string().meta({ description: "YYYY-MM-DD in the platform’s time zone." }),
        ...amounts,
        minutes: z.number().meta({ description: "Minutes recorded, of 1,440." }),
        complete: z.boolean().meta({ description: "Whether the day was over when it was read." }),
      }),
    )
    .meta({
      description: `Oldest first, ${TRAFFIC_MONTHS} months at most. Days without records are missing.`,
    }),
  months: z.array(
    z.object({
      month: z.string().meta({ description: "YYYY-MM." }),
      ...amounts,
      days: z.number().meta({ description: "Days with records." }),
      wholeDays: z.number().meta({ description: "Days with nearly all minutes recorded." }),
    }),
  ),
  forecast: z
    .object({ until: z.string(), gb: z.number(), lowGb: z.number(), highGb: z.number() })
    .nullable()
    .meta({
      description: "What the counter will say at the period’s end, with the range for 9 of 10 cases.",
    }),
});

const cause = z.enum(CAUSES).meta({
  description:
    "Whose the downtime is. `silence` and `unclear`: samples are missing, and nothing says that the host was off.",
});
export const Downtime = z.object({
  isLearnt: z.boolean().meta({
    description: "Whether stopped hosts are known to lack samples; until then every cause is `unclear`.",
  }),
  months: z
    .array(
      z.object({
        month: z.string().meta({ description: "YYYY-MM in the account’s time zone, else in UTC." }),
        minutes: z.number().meta({ description: "Minutes in which the host didn’t run." }),
        causes: z.array(z.object({ cause, minutes: z.number() })),
      }),
    )
    .meta({ description: `Newest first, ${TRAFFIC_MONTHS} months at most.` }),
  longest: z
    .array(
      z.object({
        from: time,
        to: time.nullable().meta({ description: "Null while it goes on." }),
        minutes: z.number(),
        cause,
      }),
    )
    .meta({ description: "The longest times, longest first." }),
}) satisfies z.ZodType<DowntimeView>;
