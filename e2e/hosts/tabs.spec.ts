import { expect, test } from "../support/test";

test("two tabs share one event stream, see one change, and the second takes over when the first closes", async ({
  context,
  page,
  world,
  enter,
  words,
}) => {
  // What another test made of the host must not be this one's.
  await world.simulator.control.reset({ fleet: "demo" });
  const streams: string[] = [];
  context.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    // The list that sign-in leads to may have begun one before the host was opened.
    if (pathname === "/api/live" && search.startsWith("?open=")) streams.push(search);
  });
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/109");
  await expect.poll(() => streams).toEqual(["?open=109"]);

  const second = await context.newPage();
  await second.clock.install();
  await second.goto("/hosts/109");
  const state = (of: typeof page, word: string) =>
    of.locator('[data-host="109"] [data-state]').filter({ hasText: word }).first();
  await expect(state(second, words.off)).toBeVisible();
  await page
    .locator('[data-host="109"]')
    .getByRole("button", { name: words.start, exact: true })
    .first()
    .click();
  await expect(state(page, words.running)).toBeVisible({ timeout: 15_000 });
  await expect(state(second, words.running)).toBeVisible();
  // Longer than a tab waits for an answer before it takes a stream of its own; what it asked for by then went out first.
  await second.clock.runFor(2_000);
  await second.evaluate(() => fetch("/api/health"));
  expect(streams).toEqual(["?open=109"]);

  await page.close();
  await expect.poll(() => streams).toEqual(["?open=109", "?open=109"]);
  await world.simulator.control.setHost("109", { power: "off" });
  await expect(state(second, words.off)).toBeVisible();
});

test("old addresses lead to where their pages are now, after the same proof", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
}) => {
  await world.simulator.control.reset({ fleet: "demo" });
  const ask = (path: string) => page.request.get(path, { maxRedirects: 0 });
  const moved = {
    "/console": "",
    "/access": "/settings#sign-in",
    "/media": "/settings#boot",
    "/schedules": "/snapshots#schedule",
  };
  for (const old of Object.keys(moved)) {
    const answer = await ask(`/hosts/101${old}`);
    expect(answer.headers().location, old).toContain("/sign-in");
  }
  await enter(await world.account({ userId: "10001" }));
  for (const [old, now] of Object.entries(moved)) {
    const answer = await ask(`/hosts/101${old}`);
    expect(answer.status(), old).toBe(308);
    expect(answer.headers().location, old).toBe(`/hosts/101${now}`);
    expect(answer.headers()["cache-control"], old).toBe("no-store");
    const [foreign, missing] = [await ask(`/hosts/201${old}`), await ask(`/hosts/999999${old}`)];
    expect([foreign.status(), missing.status()], old).toEqual([404, 404]);
  }
});
