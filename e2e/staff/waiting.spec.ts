import { providerToken } from "../support/provider-token";
import { expect, test } from "../support/test";

test.use({ worldOptions: { env: { TRUSTED_PROXIES: "1" } } });

test("an admin ends what a program has waiting for a host, with a reason, and nothing is sent", async ({
  page,
  world,
  enter,
}) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await world.simulator.control.setClock({ speed: 0 });
  const admin = await world.account({ role: "admin" });
  const token = providerToken(world, admin, "shop", "fleet-status,fleet-manage");
  const call = async (path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, "x-forwarded-for": "127.0.0.1" };
    const sent = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
    const answer = await fetch(
      `${world.url}/api/v1/fleet/${path}`,
      body ? { method: "POST", headers: { ...headers, ...sent }, body: JSON.stringify(body) } : { headers },
    );
    return (await answer.json()) as { id: string; waiting?: boolean; outcome: string };
  };
  const ask = (body: object) => call("hosts/101/operations", body);
  const holds = await ask({ kind: "create-snapshot" });
  const { id, waiting } = await ask({ kind: "suspend-host", whenBusy: "wait" });
  expect(waiting).toBe(true);
  await enter(admin);
  await page.goto(`/admin/activity?open=${id}`);
  await expect(page.locator("tr", { hasText: "Queued" })).toContainText("web01");
  const details = page.getByRole("dialog");
  await page.getByLabel("Reason", { exact: true }).fill("the customer has paid");
  await page.getByRole("button", { name: "Stop waiting", exact: true }).click();
  await expect(details.locator('[data-outcome="not-sent"]')).toBeVisible();
  await expect(details).toContainText("the customer has paid");
  await world.simulator.control.setClock({ speed: 600 });
  await expect
    .poll(async () => (await call(`operations/${holds.id}`)).outcome, { timeout: 30_000 })
    .toBe("done");
  const { calls } = await world.simulator.control.journal({ action: "vm_update", vmid: "101" });
  expect(calls).toEqual([]);
});
