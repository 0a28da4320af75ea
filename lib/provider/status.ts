import "server-only";
import { and, desc, gt, inArray, sql } from "drizzle-orm";
import { database } from "../db/connection";
import { announcements, nodes } from "../db/staff-schema";
import { perProcess } from "../per-process";
import type { NoticeKind } from "./provider-view";
import { storedSettings } from "./settings";

/** What anybody may read of a notice. Times are ISO 8601. */
export interface PublicNotice {
  id: string;
  tone: NoticeKind;
  /** The name that staff gave the region; null: for all. */
  area: string | null;
  en: string;
  zh: string;
  from: string;
  until: string | null;
}

export interface StatusAnswer {
  areas: { name: string; state: NoticeKind | "ok" }[];
  current: PublicNotice[];
  coming: PublicNotice[];
  past: PublicNotice[];
}

const KEPT_MS = 60_000;
const PAST_MS = 14 * 86_400_000;
const MOST_PAST = 20;
const endsAt = sql`coalesce(least(${announcements.until}, ${announcements.withdrawnAt}), 'infinity')`;
const NOTICES = ["maintenance", "incident"] as const;

const kept = perProcess<{ answer: Promise<StatusAnswer> | null; at: number }>("status page", () => ({
  answer: null,
  at: 0,
}));

/** How it stands with the regions: read once a minute at the most, whoever asks, and never from RStack. */
export function statusAnswer(now = Date.now()): Promise<StatusAnswer> {
  if (!kept.answer || now - kept.at >= KEPT_MS) {
    const reading = readStatus(now);
    kept.answer = reading;
    kept.at = now;
    reading.catch(() => {
      if (kept.answer === reading) {
        kept.answer = null;
      }
    });
  }
  return kept.answer;
}

async function readStatus(now: number): Promise<StatusAnswer> {
  const since = new Date(now - PAST_MS);
  const [{ areaNames = {} }, all, rows] = await Promise.all([
    storedSettings(),
    database().select({ nodeId: nodes.nodeId, areaId: nodes.areaId }).from(nodes),
    database()
      .select()
      .from(announcements)
      .where(
        and(
          inArray(announcements.tone, [...NOTICES]),
          // What was withdrawn before it began never was; what had begun ended then.
          gt(endsAt, sql`greatest(${announcements.from}, ${since.toISOString()}::timestamptz)`),
        ),
      )
      .orderBy(desc(announcements.from)),
  ]);
  const areaOf = new Map(all.map(({ nodeId, areaId }) => [`node:${nodeId}`, `area:${areaId}`]));
  const names = new Map(Object.entries(areaNames).map(([id, name]) => [`area:${id}`, name]));
  const notices = rows.flatMap(
    ({ id, tone, scope, textEn: en, textZh: zh, from, ...row }): PublicNotice[] => {
      const until = row.withdrawnAt ?? row.until;
      const area = names.get(areaOf.get(scope) ?? scope) ?? null;
      const notice = NOTICES.find((one) => one === tone);
      // Of a region without a name nobody outside is told.
      return notice && (scope === "all" || area !== null)
        ? [{ id, tone: notice, area, en, zh, from: from.toISOString(), until: until?.toISOString() ?? null }]
        : [];
    },
  );
  const isOver = ({ until }: PublicNotice) => until !== null && Date.parse(until) <= now;
  const current = notices.filter((one) => !isOver(one) && Date.parse(one.from) <= now);
  return {
    areas: [...new Set(names.values())].sort().map((name) => {
      const there = current.filter(({ area }) => area === null || area === name);
      const state = there.some(({ tone }) => tone === "incident") ? "incident" : (there[0]?.tone ?? "ok");
      return { name, state };
    }),
    current,
    coming: notices.filter((one) => Date.parse(one.from) > now).toReversed(),
    past: notices.filter(isOver).slice(0, MOST_PAST),
  };
}
