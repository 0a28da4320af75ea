import "server-only";
import { and, asc, desc, eq, gt, isNotNull, notInArray, sql } from "drizzle-orm";
import { createTranslator } from "use-intl/core";
import { config } from "@/lib/config";
import { database, type Transaction } from "@/lib/db/connection";
import { alerts } from "@/lib/db/master-schema";
import { operations } from "@/lib/db/schema";
import { nodes, poolUses } from "@/lib/db/staff-schema";
import { every } from "@/lib/every";
import { readProfile } from "@/lib/hosts/mirror/profile";
import { messagesFor } from "@/lib/i18n/messages";
import { log } from "@/lib/log";
import { sendMail } from "@/lib/mail";
import { CONSOLE_KINDS, type OperationKind } from "@/lib/operations/command-rules";
import { providerView } from "@/lib/provider/settings";
import { OF_CAUSE } from "./fault-causes";

const LOOK_MS = 30_000;
const SILENT_FOR_MS = 5 * 60_000;
/** Between two mails of a kind. */
const APART_MS = 60 * 60_000;
const AGAIN_AFTER_FAULT_MS = 5 * 60_000;
const IN_A_ROW = 5;
const RECENT_MS = 60 * 60_000;
/** Less than the smallest host needs. */
const SHORT = { memoryMb: 1024, diskGb: 10 };

type AlertKind = "master-silent" | "master-answers" | "operations-failing" | "pools-full" | "nodes-full";
/** One that isn't told yet makes a mail; one that no longer holds is forgotten, and told anew if it comes again. */
type Subjects = readonly string[];

/** Mails to `ALERT_EMAIL` what the provider must know, once for all instances. Returns what ends it. */
export function startAlerts(): () => void {
  if (config().alertEmail === null) {
    return () => {};
  }
  return every(LOOK_MS, "alerts could not be looked for", () => lookForAlerts(new Date())).stop;
}

/** One look, as things stand at `now`. */
export async function lookForAlerts(now: Date): Promise<void> {
  await lookAtMaster(now);
  await lookAtOperations(now);
  await lookAtPools(now);
  await lookAtNodes(now);
}

async function lookAtMaster(now: Date): Promise<void> {
  const profile = await readProfile();
  const since = profile?.downSince ?? null;
  if (since !== null && now.getTime() - since.getTime() >= SILENT_FOR_MS) {
    const minutes = Math.floor((now.getTime() - since.getTime()) / 60_000);
    const { cause } = (profile?.lastFault ?? {}) as { cause?: string };
    await tellOnce("master-silent", [since.toISOString()], now, {
      since: minuteOf(since),
      minutes,
      cause: causeText(cause),
    });
  } else if (since === null) {
    const [silence] = await database().select().from(alerts).where(eq(alerts.kind, "master-silent"));
    const [began] = silence?.told ?? [];
    // Who was told of no silence is told of no end.
    if (began !== undefined) {
      const said = await tellOnce("master-answers", [began], now, { since: minuteOf(new Date(began)) });
      if (said) {
        await database().update(alerts).set({ told: [] }).where(eq(alerts.kind, "master-silent"));
      }
    }
  }
}

async function lookAtOperations(now: Date): Promise<void> {
  const last = await database()
    .select({ id: operations.id, kind: operations.kind, vmId: operations.vmId, outcome: operations.outcome })
    .from(operations)
    .where(
      and(
        isNotNull(operations.endedAt),
        gt(operations.endedAt, new Date(now.getTime() - RECENT_MS)),
        notInArray(operations.kind, [...CONSOLE_KINDS]),
        notInArray(operations.outcome, ["open", "checking", "superseded"]),
      ),
    )
    .orderBy(desc(operations.endedAt))
    .limit(IN_A_ROW);
  const isRow =
    last.length === IN_A_ROW &&
    last.every(({ outcome }) => outcome !== "done") &&
    // One host that refuses again and again is its customer's matter.
    new Set(last.map(({ vmId }) => vmId)).size > 1;
  const t = createTranslator(ownLanguage());
  const line = ({ kind, vmId, outcome }: (typeof last)[number]) =>
    t("mail.alert.operations-failing.line", {
      // A newer version may have written a kind that this one doesn't know.
      operation: t.has(`operations.kind.${kind as OperationKind}`)
        ? t(`operations.kind.${kind as OperationKind}`)
        : t("operations.kind.other"),
      host: vmId,
      outcome: t(`operations.outcome.${outcome as "failed"}`),
    });
  const list = last.map(line).join("\n");
  await tellOnce("operations-failing", isRow ? ["in-a-row"] : [], now, { count: last.length, list });
}

async function lookAtPools(now: Date): Promise<void> {
  const full = await database()
    .select()
    .from(poolUses)
    .where(sql`${poolUses.total} > 0 and ${poolUses.used} >= ${poolUses.total}`)
    .orderBy(asc(poolUses.poolId));
  const t = createTranslator(ownLanguage());
  const list = full
    .map(({ poolId, name, total }) =>
      t("mail.alert.pools-full.line", { pool: name ?? poolId, count: total ?? 0 }),
    )
    .join("\n");
  await tellOnce(
    "pools-full",
    full.map(({ poolId }) => poolId),
    now,
    { list },
  );
}

async function lookAtNodes(now: Date): Promise<void> {
  const short = await database()
    .select()
    .from(nodes)
    .where(
      sql`not ${nodes.maintenance}
        and (${nodes.freeMemoryMb} < ${SHORT.memoryMb} or ${nodes.freeDiskGb} < ${SHORT.diskGb})`,
    )
    .orderBy(asc(nodes.nodeId));
  const t = createTranslator(ownLanguage());
  const line = ({ nodeId, name, freeMemoryMb, freeDiskGb }: (typeof short)[number]) =>
    t("mail.alert.nodes-full.line", {
      node: name ?? nodeId,
      memory: String(freeMemoryMb ?? "?"),
      disk: String(freeDiskGb ?? "?"),
    });
  await tellOnce(
    "nodes-full",
    short.map(({ nodeId }) => nodeId),
    now,
    { list: short.map(line).join("\n") },
  );
}

/** True where a mail left. The row is held meanwhile, so that no other instance writes the same. */
async function tellOnce(
  kind: AlertKind,
  subjects: Subjects,
  now: Date,
  values: Record<string, string | number>,
): Promise<boolean> {
  return database().transaction(async (tx) => {
    const row = await hold(tx, kind);
    if (row === null) {
      return false;
    }
    const still = row.told.filter((subject) => subjects.includes(subject));
    const isNew = subjects.some((subject) => !still.includes(subject));
    const mayWrite = row.mailedAt === null || now.getTime() - row.mailedAt.getTime() >= APART_MS;
    if (!isNew || !mayWrite) {
      if (still.length !== row.told.length && kind !== "master-silent") {
        await tx.update(alerts).set({ told: still }).where(eq(alerts.kind, kind));
      }
      return false;
    }
    const sent = await mail(kind, values);
    const next = new Date(now.getTime() - (sent ? 0 : APART_MS - AGAIN_AFTER_FAULT_MS));
    await tx
      .update(alerts)
      .set({ mailedAt: next, ...(sent ? { told: [...subjects] } : {}) })
      .where(eq(alerts.kind, kind));
    return sent;
  });
}

/** Null while another instance has it. */
async function hold(tx: Transaction, kind: AlertKind) {
  await tx.insert(alerts).values({ kind }).onConflictDoNothing();
  const [row] = await tx
    .select()
    .from(alerts)
    .where(eq(alerts.kind, kind))
    .for("update", { skipLocked: true });
  return row ?? null;
}

async function mail(kind: AlertKind, values: Record<string, string | number>): Promise<boolean> {
  const { alertEmail, panelOrigin: panel } = config();
  const t = createTranslator(ownLanguage());
  const provider = (await providerView()).name;
  const all = { provider, panel, since: "", minutes: 0, cause: "", count: 0, list: "", ...values };
  const sent =
    alertEmail !== null &&
    (await sendMail({
      to: alertEmail,
      subject: t(`mail.alert.${kind}.subject`, all),
      text: t(`mail.alert.${kind}.text`, all),
    }));
  if (sent) {
    log.info({ alert: kind }, "an alert was mailed");
  }
  return sent;
}

/** In the panel's own language: whose the address is, it doesn't know. */
function ownLanguage() {
  const { defaultLocale: locale } = config();
  return { locale, messages: messagesFor(locale) };
}

/** As the Connection page says it, without its full stop; a cause that is newer than this release by its code. */
function causeText(cause: string | undefined): string {
  const t = createTranslator(ownLanguage());
  const known = OF_CAUSE[cause as keyof typeof OF_CAUSE] as (typeof OF_CAUSE)["dns"] | undefined;
  return known ? t(`connection.cause.${known}`).replace(/[.。]$/, "") : (cause ?? "-");
}

const minuteOf = (at: Date): string => at.toISOString().slice(0, 16).replace("T", " ");
