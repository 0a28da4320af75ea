import { readFileSync } from "node:fs";
import { expect, test } from "../support/test";

test("Connect: the port that leads there behind a shared address, as .rdp file and as ssh line", {
  tag: "@one-screen",
}, async ({ page, world, enter, locale }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/105");
  await expect(page.getByText("198.51.100.7:24389").first()).toBeVisible();
  const arriving = page.waitForEvent("download");
  await page
    .getByRole("button", { name: locale?.startsWith("zh") ? "下载 .rdp 文件" : "Download .rdp", exact: true })
    .click();
  const file = readFileSync(await (await arriving).path(), "utf8");
  expect(file).toContain("full address:s:198.51.100.7:24389\r\n");
  expect(file).not.toContain("172.16.3.5");

  await page.goto("/hosts/106");
  await expect(page.getByText("ssh -p 24022 root@198.51.100.7").first()).toBeVisible();
  await page.goto("/hosts/101");
  await expect(page.getByText("ssh root@203.0.113.24").first()).toBeVisible();
  // Somebody else's file is not there.
  expect((await page.request.get("/hosts/202/connect.rdp")).status()).toBe(404);
});

test("a new host's set-up is followed without a reload, in the master's words, to its end", {
  tag: "@one-screen",
}, async ({ page, world, enter }) => {
  const { control } = world.simulator;
  await control.reset({ fleet: "demo" });
  const say = async (status: string, message: string) => {
    await control.removeFaults();
    const body = `setup|${JSON.stringify({ tasktype: "1", taskstep: "1", taskstatus: status, taskmsg: message })}`;
    await control.addFault({ kind: "body", body, match: { action: "vm_state", vmid: "109" } });
  };
  await say("1", "copied 40 of 100");
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/109");
  const setUp = page.locator("[data-setup='setting-up']");
  await expect(setUp).toContainText("copied 40 of 100", { timeout: 20_000 });
  await page.evaluate(() => Object.assign(window, { marked: true }));
  await say("2", "checking the network");
  await expect(setUp).toContainText("checking the network", { timeout: 20_000 });
  await control.removeFaults();
  await expect(page.locator('[data-host="109"] [data-state]').first()).toHaveAttribute("data-state", "off", {
    timeout: 20_000,
  });
  await expect(setUp).toHaveCount(0);
  expect(await page.evaluate(() => "marked" in window)).toBe(true);
});
