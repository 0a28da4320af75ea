import { expect, test } from "../support/test";
import { startWorld } from "../support/world";

test("50,000 hosts on a master that ignores `userid`: a customer sees theirs alone, and no page lists the fleet", {
  tag: "@drill",
}, async () => {
  test.setTimeout(300_000);
  const world = await startWorld({ fleet: 50_000, env: { MIRROR_FLEET_SECONDS: "600" } });
  try {
    await world.simulator.control.setSettings({ knowsOwnerFilter: false });
    const all = await world.simulator.control.hosts();
    const owner = all.find((host) => all.indexOf(host) > 100)?.userid ?? "";
    const theirs = all
      .filter((host) => host.userid === owner)
      .map((host) => host.id)
      .sort();
    expect(all.length).toBe(50_000);
    expect(theirs.length).toBeGreaterThan(0);
    const cookie = await world.session(await world.account({ userId: owner }));
    const ids = async () => {
      const answer = await fetch(`${world.url}/api/hosts`, { headers: { cookie } });
      const { hosts } = (await answer.json()) as { hosts: { id: string }[] };
      return hosts.map((host) => host.id).sort();
    };
    await expect.poll(ids, { timeout: 180_000, intervals: [500] }).toEqual(theirs);

    const began = Date.now();
    for (let i = 0; i < 20; i += 1) {
      const page = await fetch(`${world.url}/hosts`, { headers: { cookie } });
      await page.text();
      expect(page.status).toBe(200);
    }
    const { calls } = await world.simulator.control.journal({ action: "hyper" });
    // A list that was asked for before is 43 MB, and may be on its way still; the envelope's time is in whole seconds.
    const since = calls.filter(({ envelope }) => Number(envelope?.timestamp) * 1_000 >= began);
    expect(since.filter(({ params }) => !params.id && !params.vmid)).toEqual([]);
  } finally {
    await world.stop();
  }
});
