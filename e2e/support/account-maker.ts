// A process of its own that makes accounts as `npm run account -- add` does, one a line: a command for each account
// would spend more of a run's time on starting than all the panels in it.
import { createInterface } from "node:readline";
import { runAccountCommand } from "../../lib/cli/account-command";
import { startDatabase } from "../../lib/db/start";
import { master } from "../../lib/master";

interface Wanted {
  args: string[];
  password: string;
}

const started = await startDatabase({ mode: "command" });
console.log("ready");

for await (const line of createInterface({ input: process.stdin })) {
  const { args, password } = JSON.parse(line) as Wanted;
  const said: string[] = [];
  const say = (text: string) => said.push(text);
  await runAccountCommand(["add", ...args], { readPassword: async () => password, say }).then(
    () => console.log(`done ${JSON.stringify(said)}`),
    (error: unknown) => console.log(`failed ${JSON.stringify(String(error))}`),
  );
}
await master().close();
await started.stop();
process.exit(0);
