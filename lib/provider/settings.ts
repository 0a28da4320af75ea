import "server-only";
import { createHash } from "node:crypto";
import { and, eq, gt, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { config } from "../config";
import { database, type Transaction } from "../db/connection";
import { publish, subscribe } from "../db/notify";
import { announcements, providerSettings } from "../db/staff-schema";
import { log } from "../log";
import { perProcess } from "../per-process";
import { accentOf } from "./accent";
import { lettersIcon } from "./app/letters-icon";
import { parseLegalLink } from "./link";
import { parseLinkPattern } from "./link-pattern";
import { planShape } from "./plan";
import {
  type AnnouncementView,
  firstLetter,
  isLetters,
  PANEL_NAME,
  type ProviderView,
} from "./provider-view";

/** A notice can be lost without a word; then what staff changed is seen this much later. */
const LONGEST_AGE_MS = 60_000;

const pattern = z.string().refine((text) => parseLinkPattern(text) !== null);
/** What staff can set, as it stands in `provider_settings`; what is not set there is the environment's. */
const STORED = {
  name: z.string().min(1).max(40),
  letters: z.string().refine(isLetters),
  /** PNG in base64, cleaned before it was kept. */
  picture: z.base64(),
  accent: z.string().refine((hex) => accentOf(hex).ok),
  support: pattern,
  order: pattern,
  pay: pattern,
  legal: z.array(
    z
      .object({ en: z.string(), zh: z.string(), href: z.string() })
      .refine((one) => parseLegalLink(one) !== null),
  ),
  plans: z.array(planShape),
  /** What the status page calls a region, by its id; others aren't on it. */
  areaNames: z.record(z.string().max(60), z.string().min(1).max(60)),
  /** A disc of RStack's list, by what each node may call it. */
  rescueDisc: z.object({ id: z.string(), name: z.string().nullable(), fileName: z.string().nullable() }),
};
const Stored = z.object(STORED).partial();
export type StoredSettings = z.output<typeof Stored>;
type SettingName = keyof StoredSettings;

/** Null takes a setting back: then the environment's counts. */
export type SettingChanges = { [Name in SettingName]?: StoredSettings[Name] | null };

export interface MarkFile {
  bytes: Buffer<ArrayBuffer>;
  type: "image/png" | "image/svg+xml";
  /** Changes with the bytes. */
  version: string;
}

interface Known {
  stored: StoredSettings;
  view: ProviderView;
  /** A tab's icon and, where it is a picture, the mark; null: the provider has none of its own. */
  mark: MarkFile | null;
  /** Not withdrawn and not over, oldest first; some may not have begun. */
  announcements: AnnouncementView[];
}

const cache = perProcess<{
  known: Promise<Known> | null;
  readAt: number;
  listening: boolean;
  name: string | null;
}>("provider", () => ({ known: null, readAt: 0, listening: false, name: null }));

/** What the provider made of the panel; from memory. While the database doesn't answer, what the environment says. */
export async function providerView(): Promise<ProviderView> {
  return known().then(
    ({ view }) => view,
    (err) => {
      log.warn({ err }, "the provider's settings could not be read");
      return viewOf({}, null);
    },
  );
}

/** The provider's name as it was last read, for what can't wait for the database; the environment's before the first reading. */
export function providerName(): string {
  known().catch((err) => log.warn({ err }, "the provider's settings could not be read"));
  return cache.name ?? config().provider.name;
}

export const storedSettings = async (): Promise<StoredSettings> => (await known()).stored;
export const markFile = async (): Promise<MarkFile | null> => (await known()).mark;
/** The provider's own mark in a browser's tab; the panel's where it has none. */
export const tabIcon = async (): Promise<string> =>
  known().then(
    ({ mark }) => (mark ? addressOf(mark) : "/icon.svg"),
    () => "/icon.svg",
  );
const addressOf = ({ version }: MarkFile) => `/api/mark?v=${version}`;
export const knownAnnouncements = async (): Promise<AnnouncementView[]> => (await known()).announcements;

/** Here at once, in the other instances by a notice. */
export async function tellProviderChanged(): Promise<void> {
  cache.known = null;
  await publish(database(), { type: "provider" });
  await providerView();
}

/** All of them or none. The values were checked before. */
export async function changeSettings(changes: SettingChanges, by: string): Promise<void> {
  await database().transaction((tx) => writeSettings(tx, changes, by));
  await tellProviderChanged();
}

/** Within a caller's transaction, who tells of it (`tellProviderChanged`) once that has ended. */
export async function writeSettings(tx: Transaction, changes: SettingChanges, by: string): Promise<void> {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) {
      await tx.delete(providerSettings).where(eq(providerSettings.name, name));
    } else if (value !== undefined) {
      const row = { value, changedAt: new Date(), changedBy: by };
      await tx
        .insert(providerSettings)
        .values({ name, ...row })
        .onConflictDoUpdate({ target: providerSettings.name, set: row });
    }
  }
}

function known(): Promise<Known> {
  if (!cache.listening) {
    cache.listening = true;
    subscribe(({ type }) => {
      if (type === "provider" || type === "resync") {
        cache.known = null;
        providerName();
      }
    });
  }
  if (!cache.known || Date.now() - cache.readAt > LONGEST_AGE_MS) {
    const reading = read();
    cache.known = reading;
    cache.readAt = Date.now();
    // A read that failed is no answer for the next one who asks.
    reading.catch(() => {
      if (cache.known === reading) {
        cache.known = null;
      }
    });
  }
  return cache.known;
}

async function read(): Promise<Known> {
  const [rows, announced] = await Promise.all([
    database().select().from(providerSettings),
    database()
      .select()
      .from(announcements)
      .where(
        and(
          isNull(announcements.withdrawnAt),
          or(isNull(announcements.until), gt(announcements.until, new Date())),
        ),
      )
      .orderBy(announcements.from),
  ]);
  const stored = parseRows(rows);
  const picture = stored.picture ? fileOf(Buffer.from(stored.picture, "base64"), "image/png") : null;
  const view = viewOf(stored, picture);
  cache.name = view.name;
  return {
    stored,
    view,
    mark: picture ?? lettersOf(stored, view),
    announcements: announced.map((row) => ({
      id: row.id,
      en: row.textEn,
      zh: row.textZh,
      tone: row.tone,
      scope: row.scope,
      from: row.from.toISOString(),
      until: row.until?.toISOString() ?? null,
    })),
  };
}

function fileOf(bytes: Buffer<ArrayBuffer>, type: MarkFile["type"]): MarkFile {
  return { bytes, type, version: createHash("sha256").update(bytes).digest("base64url").slice(0, 12) };
}

/** Letters that were chosen, or those of a name that was. */
function lettersOf(stored: StoredSettings, { name, mark }: ProviderView): MarkFile | null {
  const isOwn = name !== PANEL_NAME || stored.letters !== undefined || config().provider.letters !== null;
  return isOwn && mark.kind === "letters"
    ? fileOf(Buffer.from(lettersIcon(mark.text, "plain")), "image/svg+xml")
    : null;
}

/** A row that another version wrote and this one can't read counts as not set. */
function parseRows(rows: { name: string; value: unknown }[]): StoredSettings {
  const good = rows.filter(({ name, value }) => {
    const shape = Object.entries(STORED).find(([known]) => known === name)?.[1];
    return shape?.safeParse(value).success === true;
  });
  return Stored.parse(Object.fromEntries(good.map(({ name, value }) => [name, value])));
}

function viewOf(stored: StoredSettings, picture: MarkFile | null): ProviderView {
  const { provider: given } = config();
  const name = stored.name ?? given.name;
  return {
    name,
    mark: picture
      ? { kind: "picture", src: addressOf(picture) }
      : { kind: "letters", text: stored.letters ?? given.letters ?? firstLetter(name) },
    accent: stored.accent ?? given.accent,
    support: stored.support ?? given.support,
    order: stored.order ?? given.order,
    pay: stored.pay ?? given.pay,
    legal: stored.legal ?? given.legal,
  };
}
