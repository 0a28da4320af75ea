import "./load-env.mjs";
import { ConfigError, config } from "@/lib/config";
import { surveyMaster } from "@/lib/fleet/survey-master";
import { surveyIsGood, surveyLines } from "@/lib/fleet/survey-text";
import { unlimitedBudget } from "@/lib/rstack/budget";
import { createMasterClient } from "@/lib/rstack/client";

/** `npm run check`: queries only, against the master in the settings; no database. Exit code 1 on a fault, 2 on settings. */
async function check(): Promise<number> {
  const { rstack } = config();
  const client = createMasterClient({ ...rstack, budget: unlimitedBudget });
  try {
    const survey = await surveyMaster(client, rstack.ownerField);
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
