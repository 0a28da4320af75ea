import { expect, it, vi } from "vitest";
import { useTestDatabase } from "../db/testing";
import { changeSettings, providerView } from "../provider/settings";
import { actorNameFor } from "./present";

useTestDatabase();

it("puts the name that staff gave the provider in the place of a hidden one", async () => {
  vi.stubEnv("PROVIDER_NAME", "Halden");
  vi.stubEnv("SUPPORT_NAME_SHOWN", "0");
  await providerView();
  const bob = { actorName: "bob", actorRole: "support" };
  const customer = { role: "customer" };
  expect(actorNameFor(bob, customer)).toBe("Halden");
  await changeSettings({ name: "Nordlicht" }, "ann");
  expect(actorNameFor(bob, customer)).toBe("Nordlicht");
  expect(actorNameFor(bob, { role: "admin" })).toBe("bob");
});
