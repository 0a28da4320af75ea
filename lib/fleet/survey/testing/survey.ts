import { unlimitedBudget } from "@/lib/rstack/budget";
import { createMasterClient, type MasterClientOptions } from "@/lib/rstack/client";
import type { LearntFacts } from "@/lib/rstack/retrying-caller";
import { type Survey, surveyMaster } from "../survey-master";

type Console = Parameters<typeof surveyMaster>[1]["console"];

/** A survey of the master at the address, by a client of its own. */
export async function surveyOf(
  url: string,
  options: Partial<MasterClientOptions> = {},
  console: Console = { isOffered: true, adapter: "module" },
): Promise<Survey> {
  let learnt: LearntFacts = { utcOffsetMinutes: null, hostFilters: new Set() };
  const client = createMasterClient({
    ...{ url: new URL(url), secret: "simulator-secret", allowHttp: false, ownerField: "userid" },
    ...{ budget: unlimitedBudget, learnt: async () => learnt },
    ...options,
  });
  try {
    return await surveyMaster(client, {
      ownerField: options.ownerField ?? "userid",
      console,
      onLearnt: (facts) => {
        learnt = facts;
      },
    });
  } finally {
    await client.close();
  }
}
