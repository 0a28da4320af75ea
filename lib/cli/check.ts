import "./load-env.mjs";
import { parseArgs } from "node:util";
import { ConfigError, config } from "@/lib/config";
import { surveyMaster, surveyOptionsOf } from "@/lib/fleet/survey/survey-master";
import { surveyIsGood, surveyLines } from "@/lib/fleet/survey/survey-text";
import { shapesOf, writeShapes } from "@/lib/fleet/survey/write-shapes";
import { tryMail } from "@/lib/mail";
import { unlimitedBudget } from "@/lib/rstack/budget";
import { createMasterClient } from "@/lib/rstack/client";
import type { LearntFacts } from "@/lib/rstack/retrying-caller";
import { createShapeRecorder } from "@/lib/rstack/survey/record-shapes";

const USAGE = `npm run check -- [--mail ADDRESS] [--record FILE]

  --mail ADDRESS  sends a test mail there by SMTP_URL
  --record FILE   writes the shapes of all replies: names and notations of columns, never a value (docs/first-hour.md)`;

/** `npm run check`: queries only, against the master in the settings; no database. A mail only with `--mail`. Exit code 1 on a fault, 2 on settings. */
async function check(): Promise<number> {
  const { values } = parseArgs({
    options: { mail: { type: "string" }, record: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const { rstack, console: consoles } = config();
  let learnt: LearntFacts = { utcOffsetMinutes: null, hostFilters: new Set() };
  const recorder = createShapeRecorder(rstack);
  const client = createMasterClient({
    ...rstack,
    budget: unlimitedBudget,
    learnt: async () => learnt,
    ...(values.record === undefined ? {} : { onAnswer: recorder.note }),
  });
  try {
    const survey = await surveyMaster(client, {
      ...surveyOptionsOf({ rstack, console: consoles }),
      onLearnt: (facts) => {
        learnt = facts;
      },
    });
    console.log(surveyLines(survey, `${rstack.url.origin}${rstack.url.pathname}`).join("\n"));
    if (rstack.previousSecret !== null && surveyIsGood(survey)) {
      console.log(
        client.health().secret === "RSTACK_SECRET"
          ? "The master takes RSTACK_SECRET. RSTACK_SECRET_PREVIOUS can be taken out"
          : "The master takes RSTACK_SECRET_PREVIOUS. Change the secret there to RSTACK_SECRET",
      );
    }
    if (values.record !== undefined) {
      await writeShapes(values.record, shapesOf(survey, recorder.replies()));
      console.log(
        `The shapes of the replies are in ${values.record}. It holds no value of theirs: read it, then send it.`,
      );
    }
    const isMailGood = values.mail === undefined || (await sendTestMail(values.mail));
    return surveyIsGood(survey) && isMailGood ? 0 : 1;
  } finally {
    await client.close();
  }
}

async function sendTestMail(to: string): Promise<boolean> {
  const { panelOrigin } = config();
  const text = `This is the test mail of npm run check, for ${panelOrigin}. Mail works.`;
  const fault = await tryMail({ to, subject: "Test mail from RStack Panel", text }, "RStack Panel");
  console.log(
    fault === null
      ? `The mail server took a test mail to ${to}`
      : `The test mail to ${to} was not sent: ${fault}`,
  );
  return fault === null;
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
