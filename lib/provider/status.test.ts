import { sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { database } from "../db/connection";
import { announcements, nodes } from "../db/staff-schema";
import { useTestDatabase } from "../db/testing";
import { announce, withdraw } from "./announcements";
import { changeSettings } from "./settings";
import { statusAnswer } from "./status";

useTestDatabase();

const HOUR = 3_600_000;
/** Each test a time of its own, further on: an answer is kept for a minute. */
let now = Date.now();
beforeEach(async () => {
  now += HOUR;
  await database().execute(sql`truncate ${announcements}, ${nodes} cascade`);
  const seenAt = new Date();
  await database()
    .insert(nodes)
    .values([
      {
        nodeId: "n1",
        name: "secret-node-1",
        areaId: "a1",
        areaName: "DC-INTERNAL-1",
        address: "192.0.2.9",
        seenAt,
      },
      { nodeId: "n2", name: "secret-node-2", areaId: "a2", areaName: "DC-INTERNAL-2", seenAt },
    ]);
  await changeSettings({ areaNames: { a1: "Frankfurt" } }, "Sam");
});

const notice = (
  tone: "maintenance" | "incident" | "plain",
  scope: string,
  from: number,
  until: number | null,
) =>
  announce(
    {
      ...{ en: `${tone} ${scope}`, zh: "中文", tone, scope },
      from: new Date(now + from * HOUR),
      until: until === null ? null : new Date(now + until * HOUR),
    },
    "Sam",
  );

it("tells of regions by the name that staff gave, and nothing of nodes, regions without one, or news", async () => {
  await notice("incident", "node:n1", -1, null);
  await notice("maintenance", "area:a1", 24, 26);
  await notice("maintenance", "all", -5, -4);
  await notice("incident", "area:a2", -1, null);
  await notice("incident", "node:n2", -1, null);
  await notice("plain", "all", -1, null);
  const answer = await statusAnswer(now);
  expect(answer).toMatchObject({
    areas: [{ name: "Frankfurt", state: "incident" }],
    current: [{ tone: "incident", area: "Frankfurt", until: null }],
    coming: [{ tone: "maintenance", area: "Frankfurt" }],
    past: [{ tone: "maintenance", area: null }],
  });
  expect(answer.current).toHaveLength(1);
  const { areas } = answer;
  const outside = JSON.stringify([
    areas,
    ...[answer.current, answer.coming, answer.past].flat().map((one) => ({ ...one, en: "" })),
  ]);
  expect(outside).not.toMatch(/secret-node|DC-INTERNAL|192\.0\.2|"a1"|n1/);
});

it("keeps what had begun when it was withdrawn as past, and drops what hadn't", async () => {
  now = Date.now();
  await notice("incident", "all", -1, null);
  await notice("maintenance", "all", 1, 2);
  for (const { id } of await database().select().from(announcements)) await withdraw(id);
  now += 120 * HOUR;
  expect(await statusAnswer(now)).toMatchObject({ current: [], coming: [], past: [{ tone: "incident" }] });
});

it("is read once a minute at the most, whoever asks", async () => {
  const first = await statusAnswer(now);
  await notice("incident", "all", -1, null);
  expect(await statusAnswer(now + 59_000)).toBe(first);
  expect((await statusAnswer(now + 60_000)).current).toHaveLength(1);
});
