/**
 * `npm run drills -- browsers [--only Firefox]`: one walk through the panel in every browser engine that is installed, on a desk
 * and on a phone. After each step no error stands in the console, and no key of a message on the page.
 */
import { parseArgs } from "node:util";
import { BROWSERS, type Driver } from "../browsers/drivers";
import { Screen } from "../browsers/screen";
import { WALK } from "../browsers/walk";
import { startWorld, type World } from "../support/world";

const SIZES = { desktop: [1280, 800], phone: [390, 844] } as const;

const { values } = parseArgs({ options: { only: { type: "string" } } });

/** The names of the steps that failed; the first ends the walk, since each begins where the one before ended. */
async function walk(world: World, name: string, driver: Driver): Promise<string[]> {
  await world.simulator.control.reset({ fleet: "demo" });
  const walker = {
    screen: new Screen(driver, world.url),
    world,
    customer: await world.account({ userId: "10001" }),
    staff: await world.account({ role: "admin" }),
  };
  for (const [step, take] of WALK) {
    const began = Date.now();
    const faults = await take(walker)
      .then(() => walker.screen.faults())
      .catch((error: Error) => [error.message]);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    console.log(`${faults.length === 0 ? "ok    " : "FAILED"}  ${name}  ${step}  ${seconds} s`);
    if (faults.length > 0) {
      console.log(faults.map((fault) => `        ${fault}`).join("\n"));
      return [`${name} ${step}`];
    }
  }
  return [];
}

async function main(): Promise<void> {
  const failed: string[] = [];
  const tried: string[] = [];
  const notTried: string[] = [];
  const world = await startWorld();
  try {
    for (const [browser, launch] of Object.entries(BROWSERS)) {
      if (values.only && values.only !== browser) {
        continue;
      }
      for (const [size, [width, height]] of Object.entries(SIZES)) {
        const driver = await launch();
        if (typeof driver === "string") {
          console.log(`not tried  ${browser}: ${driver}`);
          notTried.push(browser);
          break;
        }
        try {
          await driver.resize(width, height);
          failed.push(...(await walk(world, `${browser} ${driver.version} ${size}`, driver)));
        } finally {
          await driver.close();
        }
        tried.push(`${browser} ${size}`);
      }
    }
  } finally {
    await world.stop();
  }
  const not = notTried.length > 0 ? `; not tried: ${notTried.join(", ")}` : "";
  console.log(
    failed.length > 0
      ? `failed: ${failed.join("; ")}${not}`
      : `${tried.length} walks passed (${tried.join(", ")})${not}`,
  );
  process.exitCode = failed.length > 0 || tried.length === 0 ? 1 : 0;
}

await main();
