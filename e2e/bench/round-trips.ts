import { freshContext, type Visitor } from "./browser";

/** So long each answer is held back; the slope between the two is what one more second of delay costs. */
const DELAYS_MS = [500, 1_500] as const;

/** Sequential round trips until the page's content is on the screen (warm TCP): 1.0 is the limit. */
export async function roundTrips(visitor: Visitor, path: string, content: string): Promise<number> {
  const [short, long] = [
    await untilContent(visitor, path, content, DELAYS_MS[0]),
    await untilContent(visitor, path, content, DELAYS_MS[1]),
  ];
  return (long - short) / (DELAYS_MS[1] - DELAYS_MS[0]);
}

async function untilContent(visitor: Visitor, path: string, content: string, delayMs: number) {
  const context = await freshContext(visitor);
  try {
    await context.route("**", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await route.continue().catch(() => undefined);
    });
    const page = await context.newPage();
    const began = performance.now();
    await page.goto(visitor.origin + path, { waitUntil: "commit" });
    await page.locator(content).first().waitFor();
    return performance.now() - began;
  } finally {
    await context.unrouteAll({ behavior: "ignoreErrors" });
    await context.close();
  }
}
