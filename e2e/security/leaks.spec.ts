import path from "node:path";
import { bytesIfThere, bytesOf, signaturesIn, signaturesOf } from "../support/leaks";
import { filesBelow } from "../support/source-files";
import { expect, test } from "../support/test";
import { CANARIES, PASSWORD } from "../support/world";

test("no page, answer, log line or built file holds the secret, a host's password or a signature", async ({
  page,
  world,
  signIn,
  words,
}) => {
  await world.simulator.control.reset({ fleet: "demo" });
  const served: string[] = [];
  page.on("response", async (response) => {
    served.push(response.url(), await response.text().catch(() => ""));
  });
  await signIn(await world.account({ userId: "10001" }));
  for (const where of ["/hosts", "/hosts/101", "/hosts/105", "/account", "/hosts/999999"])
    await page.goto(where);
  await page.goto("/hosts/109");
  await page.locator('[data-host="109"]').getByRole("button", { name: words.start, exact: true }).click();
  await expect(page.locator('[data-host="109"] [data-state]').first()).toHaveAttribute(
    "data-state",
    "running",
  );
  for (const where of ["/api/hosts", "/api/hosts/101"])
    served.push(await (await page.request.get(where)).text());

  const hosts = await world.simulator.control.hosts();
  const hostPasswords = hosts.map((host) => host.vmpass).filter((text) => text.length >= 6);
  expect(hostPasswords.length).toBeGreaterThan(5);
  const signatures = await signaturesOf(world);
  expect(signatures.size).toBeGreaterThan(5);
  const secrets = [CANARIES.rstackSecret, CANARIES.authSecret, ...hostPasswords];
  const holds = (text: string) => [
    ...secrets.filter((canary) => text.includes(canary)),
    ...signaturesIn(text, signatures),
  ];

  for (const text of served) expect(holds(text)).toEqual([]);
  const log = await bytesOf(world.logFile);
  expect(holds(log)).toEqual([]);
  expect(log).not.toContain(PASSWORD);
  const built = [...filesBelow(".next")].filter((file) => !file.includes(`${path.sep}cache${path.sep}`));
  expect(built.length).toBeGreaterThan(50);
  for (const file of built) expect(holds(await bytesOf(file)), file).toEqual([]);
  // What browsers may load is made for them: no source, and nothing of the server's.
  for (const file of filesBelow(".next/static"))
    expect(file).toMatch(/(\.(js|css|svg|json|woff2)|\/offline\/shell-\w+\.html)$/);
  // The database as it lies on the disk, write-ahead log included.
  const kept = [...filesBelow(path.join(world.folder, "data"))].filter(
    (file) => !file.includes("/bin/") && !file.includes("/lib/"),
  );
  expect(kept.length).toBeGreaterThan(10);
  for (const file of kept) {
    const text = await bytesIfThere(file);
    expect(
      [...secrets, PASSWORD].filter((canary) => text.includes(canary)),
      file,
    ).toEqual([]);
  }
});
