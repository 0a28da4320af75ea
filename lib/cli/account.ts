import "./load-env.mjs";
import { ownersTold } from "../accounts/security-mail";
import { config } from "../config";
import { startDatabase } from "../db/start";
import { master } from "../master";
import { AccountCommandError, runAccountCommand } from "./account-command";
import { firstLine } from "./first-line";

async function main(): Promise<void> {
  config();
  const started = await startDatabase({ mode: "command" });
  try {
    await runAccountCommand(process.argv.slice(2), {
      readPassword: () => firstLine(process.stdin),
      say: (line) => console.log(line),
    });
    await ownersTold();
    await master().close();
  } finally {
    await started.stop();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const known =
      error instanceof AccountCommandError || (error instanceof Error && error.name === "ConfigError");
    console.error(known && error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
