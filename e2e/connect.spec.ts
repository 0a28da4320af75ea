import { readFileSync } from "node:fs";
import { expect, test } from "./support/test";

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
