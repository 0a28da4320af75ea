import { expect, test } from "../support/test";

test("another customer's host, a missing one and a malformed id are the same 404", async ({
  page,
  world,
  signIn,
}) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await signIn(await world.account({ userId: "10001" }));
  await expect(page.locator("[data-host]").first()).toBeVisible();
  const bodies = new Set<string>();
  for (const id of ["201", "999999", "101x", "0", "00101", "1e2", "101%0a"]) {
    const answer = await page.goto(`/hosts/${id}`);
    expect(answer?.status(), `/hosts/${id}`).toBe(404);
    const json = await page.request.get(`/api/hosts/${id}`);
    expect(json.status(), `/api/hosts/${id}`).toBe(404);
    bodies.add(await json.text());
  }
  expect(bodies.size).toBe(1);
  // Hosts that another test made and that are gone leave the list with its next read.
  const listed = async () =>
    (await (await page.request.get("/api/hosts")).json()).hosts.map((host: { id: string }) => host.id).sort();
  await expect
    .poll(listed, { timeout: 30_000 })
    .toEqual(Array.from({ length: 15 }, (_, i) => String(101 + i)));
});

test("a host that changes hands while its page is open is gone from it, and from the list", async ({
  page,
  world,
  enter,
}) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/102");
  await expect(page.locator('[data-host="102"]').first()).toBeVisible();
  await world.simulator.control.setHost("102", { userid: "10002" });
  await expect(page.locator('[data-host="102"]')).toHaveCount(0, { timeout: 30_000 });
  expect((await page.request.get("/api/hosts/102")).status()).toBe(404);
});
