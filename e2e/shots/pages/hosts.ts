import { showOffline } from "../offline-page";
import { finding, type Picture, picked, question } from "./picture";

export const HOSTS: Picture[] = [
  { name: "offline", path: "/hosts", all: true, before: showOffline },
  { name: "hosts", path: "/hosts", all: true },
  { name: "hosts-attention", path: "/hosts?filter=attention" },
  { name: "hosts-no-match", path: "/hosts?q=wbe" },
  {
    name: "hosts-selected",
    path: "/hosts",
    before: (page) => picked(page, "101", "103", "109"),
    screen: true,
  },
  {
    name: "hosts-question",
    path: "/hosts",
    before: question(async (page) => {
      await picked(page, "101", "109", "110");
      await page.locator(".bulk-bar .key").nth(1).click();
    }),
    screen: true,
  },
  { name: "find", path: "/hosts", before: finding("web"), all: true, screen: true },
  { name: "find-recent", path: "/hosts/103", before: finding(""), screen: true },
  { name: "find-action", path: "/account", before: finding("rest"), screen: true },
  {
    name: "hosts-tags",
    path: "/hosts",
    before: question(async (page) => {
      await picked(page, "101", "109");
      await page
        .locator(".bulk-bar")
        .getByRole("button", { name: /^(Tag|标签)$/ })
        .click();
    }),
    screen: true,
  },
];
