import "server-only";
import { and, eq, isNotNull, lt, or } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { masterSurveys } from "@/lib/db/master-schema";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import { type Survey, surveyMaster, surveyOptionsOf } from "./survey-master";

const ID = "master";
/** Raised when `Survey` changes: an older row is then no answer. */
const VERSION = 2;
/** The whole fleet has 120 s; who takes longer than all of it died. */
const LONGEST_MS = 300_000;

/** `at`: when it was found (ISO 8601, UTC); it outlives the start of the next one. */
type Stored = Survey & { version: number; at: string };
const isStored = (value: unknown): value is Stored =>
  typeof value === "object" && value !== null && "version" in value && value.version === VERSION;

export interface SurveyRecord {
  /** What the last one found; null before the first ended. */
  survey: Survey | null;
  /** ISO 8601, UTC. */
  finishedAt: string | null;
  running: boolean;
}

/** Reads the row and asks the master nothing. */
export async function readSurvey(now = new Date()): Promise<SurveyRecord> {
  const [row] = await database().select().from(masterSurveys).where(eq(masterSurveys.id, ID));
  const survey = row && isStored(row.survey) ? row.survey : null;
  return {
    survey,
    finishedAt: survey?.at ?? null,
    running: row?.finishedAt === null && now.getTime() - row.startedAt.getTime() < LONGEST_MS,
  };
}

/**
 * Takes the place of the one survey that may run in all instances; null where one does. The answer asks the master and
 * writes what it found; it never rejects.
 */
export async function beginSurvey(now = new Date()): Promise<(() => Promise<void>) | null> {
  const free = or(
    isNotNull(masterSurveys.finishedAt),
    lt(masterSurveys.startedAt, new Date(now.getTime() - LONGEST_MS)),
  );
  const taken = await database()
    .insert(masterSurveys)
    .values({ id: ID, startedAt: now })
    .onConflictDoUpdate({
      target: masterSurveys.id,
      set: { startedAt: now, finishedAt: null },
      setWhere: free,
    })
    .returning({ id: masterSurveys.id });
  return taken.length === 0 ? null : () => survey(now);
}

async function survey(startedAt: Date): Promise<void> {
  try {
    const found = await surveyMaster(master(), surveyOptionsOf(config()));
    const finishedAt = new Date();
    const stored: Stored = { ...found, version: VERSION, at: finishedAt.toISOString() };
    await database()
      .update(masterSurveys)
      .set({ survey: stored, finishedAt })
      .where(and(eq(masterSurveys.id, ID), eq(masterSurveys.startedAt, startedAt)));
  } catch (err) {
    // The row says that it runs until its time is up; then it can be asked for again.
    log.error({ err }, "a survey of the master was not finished");
  }
}
