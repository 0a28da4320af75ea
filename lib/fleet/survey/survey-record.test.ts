import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { useTestDatabase } from "@/lib/db/testing";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { beginSurvey, readSurvey } from "./survey-record";

useTestDatabase();
const sim = useSimulatedMaster();
beforeEach(async () => {
  await sim.control.reset();
  await database().execute(sql`truncate master_surveys`);
});

describe("the survey that staff ask for", () => {
  it("is there for later views, which ask the master nothing", async () => {
    expect(await readSurvey()).toEqual({ survey: null, finishedAt: null, running: false });
    const run = await beginSurvey();
    expect(await readSurvey()).toMatchObject({ survey: null, running: true });
    await run?.();
    await sim.control.clearJournal();
    const read = await readSurvey();
    expect(read).toMatchObject({ running: false, survey: { timeZone: "UTC+08:00", test: { ok: true } } });
    expect(read.survey?.replies.map(({ reply }) => reply)).toContain("hosts");
    expect(read.finishedAt).not.toBeNull();
    expect((await sim.control.journal()).calls).toEqual([]);
    expect(JSON.stringify(read)).not.toContain("simulator-secret");
  });

  it("runs once, however many ask, and keeps the last one's result meanwhile", async () => {
    await (await beginSurvey())?.();
    const begun = await Promise.all([beginSurvey(), beginSurvey(), beginSurvey()]);
    expect(begun.filter((run) => run !== null)).toHaveLength(1);
    expect(await readSurvey()).toMatchObject({ running: true, survey: { timeZone: "UTC+08:00" } });
  });

  it("can be asked for again when the process that ran it died", async () => {
    const died = new Date();
    await beginSurvey(died);
    const later = new Date(died.getTime() + 301_000);
    expect((await readSurvey(later)).running).toBe(false);
    expect(await beginSurvey(later)).not.toBeNull();
  });

  it("shows nothing of a shape that another release wrote", async () => {
    await database().execute(
      sql`insert into master_surveys values ('master', now(), now(), '{"version": 0}')`,
    );
    expect(await readSurvey()).toEqual({ survey: null, finishedAt: null, running: false });
  });
});
