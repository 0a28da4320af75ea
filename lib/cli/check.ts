import "./load-env.mjs";
import { ConfigError, config } from "@/lib/config";
import { surveyMaster, surveyOptionsOf } from "@/lib/fleet/survey/survey-master";
import { surveyIsGood, surveyLines } from "@/lib/fleet/survey/survey-text";
import { unlimitedBudget } from "@/lib/rstack/budget";
import { createMasterClient } from "@/lib/rstack/client";
import type { LearntFacts } from "@/lib/rstack/retrying-caller";

/** `npm run check`: queries only, against the master in the settings; no database. Exit code 1 on a fault, 2 on settings. */
async function check(): Promise<number> {
  const { rstack, console: consoles } = config();
  let learnt: LearntFacts = { utcOffsetMinutes: null, hostFilters: new Set() };
  const client = createMasterClient({ ...rstack, budget: unlimitedBudget, learnt: async () => learnt });
  try {
    const survey = await surveyMaster(client, {
      ...surveyOptionsOf({ rstack, console: consoles }),
      onLearnt: (facts) => {
        learnt = facts;
      },
    });
    console.log(surveyLines(survey, `${rstack.url.origin}${rstack.url.pathname}`).join("\n"));
    return surveyIsGood(survey) ? 0 : 1;
  } finally {
    await client.close();
  }
}

check().then(
  (code) => {
    process.exitCode = code;
  },
  (err) => {
    console.error(err instanceof ConfigError ? err.message : err);
    process.exitCode = err instanceof ConfigError ? 2 : 1;
  },
);
