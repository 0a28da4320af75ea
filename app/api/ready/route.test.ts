import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { noteWriteFault } from "@/lib/db/reach/availability";
import { followRequests } from "@/lib/drain";
import { readProfile } from "@/lib/hosts/mirror/profile";

vi.mock("@/lib/hosts/mirror/profile", () => ({ readProfile: vi.fn() }));
vi.mock("next/headers", () => ({ headers: async () => new Headers(), cookies: async () => new Map() }));

import { GET } from "./route";

const profile = vi.mocked(readProfile);
type Profile = Awaited<ReturnType<typeof readProfile>>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.advanceTimersByTime(2_000);
});
afterAll(() => {
  vi.useRealTimers();
});

async function ask(found: Partial<NonNullable<Profile>> | null | Error) {
  vi.advanceTimersByTime(1_100);
  profile.mockImplementation(async () => {
    if (found instanceof Error) throw found;
    return found as Profile;
  });
  const answer = await GET(new Request("http://127.0.0.1/api/ready"), { params: Promise.resolve({}) });
  return { status: answer.status, ...(await answer.json()) };
}

it("is 200 while the database answers, whatever the master does, and says what it does", async () => {
  // Anybody may ask: no build, no version, no cause.
  expect(await ask(null)).toEqual({
    ...{ status: 200, ready: true, draining: false },
    ...{ database: "answers", master: "unknown" },
  });
  expect(await ask({ lastAnswerAt: new Date(), downSince: null })).toMatchObject({
    status: 200,
    master: "answers",
  });
  expect(await ask({ downSince: new Date() })).toMatchObject({ status: 200, master: "silent" });
});

it("is 503 without a database", async () => {
  expect(await ask(new Error("connection lost"))).toMatchObject({ status: 503, database: "silent" });
});

it("is 503 while the database takes nothing down", async () => {
  noteWriteFault("53100");
  expect(await ask(null)).toMatchObject({ status: 503, ready: false, database: "read-only" });
  noteWriteFault(null);
});

it("is 503 as soon as the instance drains", async () => {
  await followRequests()();
  expect(await ask(null)).toMatchObject({ status: 503, ready: false, draining: true, database: "answers" });
});
