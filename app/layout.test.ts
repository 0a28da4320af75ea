import { expect, it, vi } from "vitest";

const asked = vi.hoisted(() => ({ provider: vi.fn(), preferences: vi.fn() }));
vi.mock("next/server", () => ({ connection: () => Promise.reject(new Error("a build has no requests")) }));
vi.mock("./globals.css", () => ({}));
vi.mock("@/lib/provider/settings", () => ({ providerView: asked.provider, tabIcon: asked.provider }));
vi.mock("@/lib/provider/app/app-icons", () => ({ appleIcon: asked.provider, appIcons: asked.provider }));
vi.mock("@/lib/i18n/viewer-preferences", () => ({ viewerPreferences: asked.preferences }));

it("what stands around every page reads no settings while a build draws it", async () => {
  const { default: RootLayout, generateMetadata, generateViewport } = await import("./layout");
  await expect(RootLayout({ children: null })).rejects.toThrow("no requests");
  await expect(generateMetadata()).rejects.toThrow("no requests");
  await expect(generateViewport()).rejects.toThrow("no requests");
  expect(asked.provider).not.toHaveBeenCalled();
  expect(asked.preferences).not.toHaveBeenCalled();
});
