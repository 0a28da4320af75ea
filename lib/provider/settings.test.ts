import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../db/connection";
import { publish } from "../db/notify";
import { announcements, providerSettings } from "../db/staff-schema";
import { useTestDatabase } from "../db/testing";
import { announce, announcementsFor, dismiss, withdraw } from "./announcements";
import { changeSettings, markFile, providerView, storedSettings, tabIcon } from "./settings";

vi.mock("../config", async (original) => ({
  ...(await original<typeof import("../config")>()),
  config: () => ({
    connections: { requests: 5, background: 5 },
    databaseUrl: null,
    provider: {
      name: "Halden",
      letters: null,
      accent: null,
      support: "mailto:desk@halden.example",
      order: null,
      pay: null,
      legal: [],
    },
  }),
}));

useTestDatabase();

const HOUR = 3_600_000;
const soon = (hours: number) => new Date(Date.now() + hours * HOUR);
const text = (en: string) => ({ en, zh: `${en} 中文`, tone: "plain" as const, scope: "all" });

const account = (username: string) => newAccount("customer", { username });

describe("the provider's settings", () => {
  it("are the environment's until staff set them, and again when they take them back", async () => {
    expect(await providerView()).toMatchObject({
      name: "Halden",
      mark: { kind: "letters", text: "H" },
      support: "mailto:desk@halden.example",
    });
    await changeSettings({ name: "Nordlicht", letters: "NL", support: "https://nl.example/" }, "ann");
    expect(await providerView()).toMatchObject({
      name: "Nordlicht",
      mark: { kind: "letters", text: "NL" },
      support: "https://nl.example/",
    });
    await changeSettings({ name: null, letters: null, support: null }, "ann");
    expect(await providerView()).toMatchObject({ name: "Halden", support: "mailto:desk@halden.example" });
  });

  it("are read again when another instance says that they changed", async () => {
    await providerView();
    await database()
      .insert(providerSettings)
      .values({ name: "name", value: "Other", changedBy: "instance two" });
    await publish(database(), { type: "provider" });
    await expect.poll(async () => (await providerView()).name).toBe("Other");
    await changeSettings({ name: null }, "ann");
  });

  it("leave out what another version wrote, and what may not stand in a page", async () => {
    await database()
      .insert(providerSettings)
      .values([
        { name: "pay", value: "javascript:alert(1)", changedBy: "x" },
        { name: "accent", value: "#ff0000", changedBy: "x" },
        { name: "from-the-future", value: { a: 1 }, changedBy: "x" },
        { name: "order", value: "https://shop.example/", changedBy: "x" },
      ]);
    await changeSettings({}, "ann");
    expect(await storedSettings()).toEqual({ order: "https://shop.example/" });
    expect(await providerView()).toMatchObject({ pay: null, accent: null, order: "https://shop.example/" });
    await changeSettings({ pay: null, accent: null, order: null }, "ann");
  });

  it("give a picture an address that changes with it", async () => {
    await changeSettings({ picture: Buffer.from("one").toString("base64") }, "ann");
    const first = (await providerView()).mark;
    expect(first).toEqual({ kind: "picture", src: `/api/mark?v=${(await markFile())?.version}` });
    await changeSettings({ picture: Buffer.from("two").toString("base64") }, "ann");
    expect((await providerView()).mark).not.toEqual(first);
    expect(await tabIcon()).toBe(`/api/mark?v=${(await markFile())?.version}`);
    await changeSettings({ picture: null }, "ann");
  });

  it("stand in the tab by their letters, which are text and nothing else", async () => {
    await changeSettings({ letters: '<"' }, "ann");
    const file = await markFile();
    expect(file?.type).toBe("image/svg+xml");
    expect(file?.bytes.toString()).toContain(">&lt;&quot;</text>");
    expect(await tabIcon()).toBe(`/api/mark?v=${file?.version}`);
    await changeSettings({ letters: null }, "ann");
    expect(await tabIcon()).not.toBe(`/api/mark?v=${file?.version}`);
  });
});

describe("announcements", () => {
  it("are told from when they begin until they end or are withdrawn", async () => {
    const who = await account("ann");
    await announce({ ...text("past"), from: soon(-3), until: soon(-1) }, "staff");
    await announce({ ...text("now"), from: soon(-1), until: soon(1) }, "staff");
    await announce({ ...text("later"), from: soon(2), until: null }, "staff");
    const told = async (at = Date.now()) => (await announcementsFor(who, at)).map(({ en }) => en);
    expect(await told()).toEqual(["now"]);
    expect(await told(soon(3).getTime())).toEqual(["later"]);
    const [now] = await database().select().from(announcements).where(eq(announcements.textEn, "now"));
    expect(await withdraw(now?.id ?? "")).toBe(true);
    expect(await withdraw(now?.id ?? "")).toBe(false);
    expect(await told()).toEqual([]);
  });

  it("are dismissed by one account, and stay for the others", async () => {
    const [one, other] = [await account("bea"), await account("cem")];
    await announce({ ...text("again"), from: soon(-1), until: null }, "staff");
    const [shown] = await announcementsFor(one);
    expect(await dismiss(shown?.id ?? "", one)).toBe(true);
    expect(await dismiss(shown?.id ?? "", one)).toBe(true);
    expect(await announcementsFor(one)).toEqual([]);
    expect((await announcementsFor(other)).map(({ en }) => en)).toEqual(["again"]);
    expect(await dismiss("33333333-3333-4333-8333-333333333333", one)).toBe(false);
  });
});
