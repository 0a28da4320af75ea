import type { Page } from "@playwright/test";
import type { BatchHostView, BatchView } from "../../../lib/hosts/batch/batch-view";
import { rescued } from "./care-steps";
import { main, type Picture, picked } from "./picture";

/** A page that fails as it is drawn: its clock is broken, which every time on it needs. */
const broken = async (page: Page) => {
  await page.addInitScript(() => {
    Object.defineProperty(Intl, "DateTimeFormat", {
      get: () => {
        throw new Error("broken for its picture");
      },
    });
  });
  await page.reload();
  await page.getByRole("main").locator("h1, h2").first().waitFor();
};

/** A batch of one start, which the master refuses; told here as one that ended otherwise. */
const batchTold =
  (result: "not-sent" | "ended", told: (host: BatchHostView) => Partial<BatchHostView>) =>
  async (page: Page) => {
    await page.route("**/api/batches/*", async (route) => {
      // The panel may close the connection just as it is used again.
      const answer = await route.fetch({ maxRetries: 2 });
      const batch: BatchView = await answer.json();
      for (const host of batch.hosts) Object.assign(host, told(host));
      await route.fulfill({ response: answer, json: batch });
    });
    await picked(page, "203");
    await page.locator(".bulk-bar .key").first().click();
    await page.getByRole("alertdialog").locator('button[type="submit"]').click();
    await page.locator(`[data-batch-result="${result}"]`).waitFor();
  };

/** It never left the panel, and can be asked once more. */
const notSent = batchTold("not-sent", () => ({
  answer: { ok: false, code: "master-down" },
  operation: null,
}));
/** Nobody can tell whether it happened. */
const unconfirmed = batchTold("ended", ({ operation }) => ({
  operation: operation && { ...operation, outcome: "unconfirmed" },
}));

/** Made in each look, and shown in that page alone. */
const withToken = async (page: Page) => {
  const dialog = page.locator("dialog#new-token");
  await dialog.locator('input[name="name"]').fill("backup");
  await dialog.getByRole("button", { name: /^(Create token|创建令牌)$/ }).click();
  await page.locator(".copy-line code").waitFor();
};

/** What would change another picture is shown of this customer's hosts. */
export const NEIGHBOUR: Picture[] = [
  {
    name: "host-unknown",
    path: "/hosts/302",
    before: (page) => page.locator('[data-state-card="unknown"]').waitFor(),
  },
  { name: "host-rescue", path: "/hosts/301", before: rescued },
  { name: "hosts-results", path: "/hosts", before: notSent, screen: true },
  { name: "hosts-unconfirmed", path: "/hosts", before: unconfirmed, screen: true },
  { name: "error-page", path: "/hosts/201", before: broken },
  {
    name: "host-schedule-ran",
    path: "/hosts/201/settings",
    before: (page) => main(page).locator("[data-schedule] [data-outcome]").waitFor(),
  },
  {
    name: "account-webhook",
    path: "/account",
    before: async (page) => {
      await main(page).locator("[data-webhook] [aria-haspopup=menu]").click();
      await page.getByRole("menuitem", { name: /^(Deliveries|推送记录)$/ }).click();
    },
    screen: true,
  },
  { name: "account-token-made", path: "/account#new-token", before: withToken, screen: true },
];
