import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { messagesFor } from "./i18n/messages";
import { CATALOGUE } from "./rstack/catalogue/catalogue";

const rows = readFileSync("docs/actions.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => {
    const [action = "", page = "", key = "", who = ""] = line
      .split("|")
      .slice(1)
      .map((cell) => cell.trim().replaceAll("`", ""));
    return { action, page, key, who };
  });

const texts = (tree: object): string[] =>
  Object.values(tree).flatMap((value) => (typeof value === "string" ? [value] : texts(value)));

/** A page's folder: what stands in capitals in the table is a parameter. */
const folders = (page: string): string[] => {
  const parameter = /customers/.test(page) ? "[userid]" : /pools/.test(page) ? "[poolid]" : "[vmid]";
  const path = page.replace(/\/[A-Z]+(?=\/|$)/, `/${parameter}`);
  return ["(panel)", "(admin)"].map((group) => `app/${group}${path}/page.tsx`);
};

describe("docs/actions.md", () => {
  it("names each of the 36 actions once", () => {
    const actions = [...new Set(Object.keys(CATALOGUE).map((name) => name.split(".")[0]))];
    expect(actions).toHaveLength(36);
    expect(rows.map(({ action }) => action).sort()).toEqual(actions.sort());
  });

  it.each(rows)("$action stands on a page that there is, by a key of that name", ({ page, key, who }) => {
    expect(folders(page).some(existsSync), page).toBe(true);
    expect(key === "" || texts(messagesFor("en")).includes(key), key).toBe(true);
    expect(["customer", "staff", "admin"]).toContain(who);
    expect(page.startsWith("/admin/")).toBe(who !== "customer");
  });
});
