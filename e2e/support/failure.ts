import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { World } from "./world";

/** Prints what a failed test saw: on a machine that keeps no files, it is all there is to go by. `page`: where it has one. */
export async function tellWhy(world: World, page?: Page): Promise<void> {
  const seen = !page || page.isClosed() ? "closed" : await page.locator("body").ariaSnapshot().catch(String);
  const { calls } = await world.simulator.control.journal();
  const log = readFileSync(world.logFile, "utf8")
    .split("\n")
    .filter((line) => /"level":"(warn|error|fatal)"/.test(line) || !line.startsWith("{"));
  console.log(
    [
      `page: ${page?.url()}\n${seen.slice(0, 2_000)}`,
      `last calls: ${calls
        .slice(-25)
        .map(({ action, vmid, refusal, faults, answer }) =>
          [action, vmid, answer.status, refusal, faults.join("+")].filter(Boolean).join(" "),
        )
        .join(", ")}`,
      `log: ${log.slice(-20).join("\n").slice(-4_000)}`,
    ].join("\n--- "),
  );
}
