import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { browserZone, keepBrowserZone } from "./zone-cookie";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { cookie: "" });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("tells the zone once it is kept, so that what is drawn anew is drawn in it", () => {
  const kept = vi.fn(() => expect(document.cookie).toContain(`panel.zone=${browserZone()};`));
  keepBrowserZone(kept);
  expect(kept).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(kept).toHaveBeenCalledExactlyOnceWith(browserZone());
});

it("keeps nothing for a page that was left", () => {
  keepBrowserZone()();
  vi.runAllTimers();
  expect(document.cookie).toBe("");
});
