import { expect, it, vi } from "vitest";
import StatusPage from "./page";

vi.mock("@/app/(auth)/entry-page", () => ({ EntryPage: () => null }));

it("isn't there unless STATUS_PAGE=on", async () => {
  vi.stubEnv("STATUS_PAGE", "");
  await expect(StatusPage()).rejects.toThrow("404");
});
