import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { AuditEntry } from "@/lib/fleet/audit/read-audit";
import { STATUS_OF_CODE, STATUS_WORDS } from "@/lib/fleet/hosts/fleet-query";
import { OPERATION_OUTCOMES, type OperationOutcome } from "@/lib/operations/operation-view";
import { useAbout, useOutcomeWord } from "./operation-words";

/** Outcomes of the ledger that staff actions have, too. */
const DEEDS = new Set<OperationOutcome>(["done", "unconfirmed", "refused", "failed"]);

/** What was done, in words; an action that is newer than this release is shown by its key. */
export const useAuditAction = () =>
  actionIn(useTranslations("audit.action"), useTranslations("operations.kind"));

/** The same for the server's own code. */
export const auditActionWord = async () =>
  actionIn(await getTranslations("audit.action"), await getTranslations("operations.kind"));

const actionIn =
  (
    t: ReturnType<typeof useTranslations<"audit.action">>,
    kinds: ReturnType<typeof useTranslations<"operations.kind">>,
  ) =>
  (action: string): string => {
    const key = action as "customer-created";
    const kind = action as "start";
    return t.has(key) ? t(key) : kinds.has(kind) ? kinds(kind) : action;
  };

const SETTINGS = {
  look: "audit.look",
  picture: "settings.picture.title",
  links: "words.links",
  rescue: "settings.rescue.title",
} as const;

/** What it was about, as people say it: of the settings the part that was changed is kept by its key, of a view its reason. */
export function useAuditSubject(): (
  entry: Pick<AuditEntry, "action" | "subject" | "operation" | "detail">,
) => string | null {
  const t = useTranslations();
  const about = useAbout();
  return ({ action, subject, operation, detail }) => {
    if (operation) {
      const subjectAt: string | null = JSON.parse(detail ?? "{}").subjectAt ?? null;
      return about({ kind: action, subject, subjectAt });
    }
    if (action === "view-started" && subject) {
      return t("audit.because", { reason: subject });
    }
    const part = action === "settings-changed" ? (subject as keyof typeof SETTINGS) : null;
    return part && Object.hasOwn(SETTINGS, part) ? t(SETTINGS[part]) : subject;
  };
}

/** By the end of a figure's name. */
const UNITS = [
  ["IoMb", "MB/s"],
  ["Mbit", "Mbit/s"],
  ["Percent", "%"],
  ["Mb", "MB"],
  ["Gb", "GB"],
] as const;

/** Facts that are called what a form calls them, where the form has another name for them. */
const FIELDS = {
  accent: "settings.look.accent",
  account: "words.account",
  addressRanges: "words.addresses",
  areaId: "words.region",
  cause: "words.reason",
  disks: "reinstall.choose.disks",
  from: "news-times.from.label",
  insidePort: "words.internalPort",
  kind: "words.operation",
  letters: "settings.look.letters",
  mediumId: "words.isoImage",
  nodeId: "words.node",
  operation: "words.operation",
  order: "settings.links.order",
  owner: "words.newCustomerNumber",
  pay: "settings.links.pay",
  settled: "words.result",
  support: "settings.links.support",
  textEn: "settings.news.textEn",
  textZh: "settings.news.textZh",
  to: "words.newCustomerNumber",
  tone: "words.type",
  until: "news-times.until.label",
  user: "words.username",
  zone: "words.timeZone",
} as const;

/** What a fact of an entry is called, one that is newer than this release by its key. */
export function useAuditField(): (name: string) => string {
  const t = useTranslations();
  const w = useTranslations("words");
  const fields = useTranslations("audit.field");
  const form = useTranslations("fleet-hosts.form");
  const withUnit = (text: string, name: string) => {
    const [, unit] = UNITS.find(([ending]) => name.endsWith(ending)) ?? [];
    return unit ? t("words.withUnit", { name: text, unit }) : text;
  };
  return (name) => {
    const [, legal, at] = /^(en|zh|href)([0-3])$/.exec(name) ?? [];
    const key = (legal ? `legal-${legal}` : name) as "place";
    const ofHost = name as "owner";
    const word = name as "email";
    if (Object.hasOwn(FIELDS, name)) {
      return t(FIELDS[name as keyof typeof FIELDS]);
    }
    if (fields.has(key)) {
      return fields(key, { n: Number(at ?? 0) + 1 });
    }
    return form.has(ofHost) ? withUnit(form(ofHost), name) : w.has(word) ? w(word) : name;
  };
}

/** The value of a fact as people say it, where it is a code. */
export function useAuditValue(): (name: string, value: string) => string {
  const t = useTranslations("audit.value");
  const causes = useTranslations("activity.cause");
  const kinds = useTranslations("operations.kind");
  const root = useTranslations();
  const tones = useTranslations("settings.news.tones");
  return (name, value) => {
    if (name === "tone") {
      const tone = value as "plain";
      return tones.has(tone) ? tones(tone) : value;
    }
    if (name === "cause") {
      const cause = value as "session";
      return causes.has(cause) ? causes(cause) : value;
    }
    if (name === "kind") {
      const kind = value as "start";
      return kinds.has(kind) ? kinds(kind) : value;
    }
    if (name === "status") {
      const word = STATUS_OF_CODE.get(value);
      return word ? root(STATUS_WORDS[word]) : value;
    }
    const [, days] = name === "expiresAt" ? (/^(\d+) d$/.exec(value) ?? []) : [];
    if (days) {
      return t("days", { count: Number(days) });
    }
    const [, windows, linux] = name === "systemDiskGb" ? (/^(\d+),(\d+)$/.exec(value) ?? []) : [];
    if (windows && linux) {
      return t("both-systems", { windows, linux });
    }
    const [, place, id] = name === "place" ? (/^(area|node):(.+)$/.exec(value) ?? []) : [];
    const key = (place ? `place-${place}` : OF_WORDS.has(name) ? value : "") as "true";
    return t.has(key) ? t(key, { id: id ?? "" }) : value;
  };
}

/** Facts whose values are words of ours: what a person typed must not be taken for one. */
const OF_WORDS = new Set([
  ...["removed", "forced", "bindNow", "newPassword", "by", "disks", "settled", "port", "role"],
]);

/** `done` and unconfirmed in a word, as the ledger's; any other code by why it was not done, in a sentence where there is one. */
export function useAuditOutcome(): (entry: {
  operation: boolean;
  outcome: string;
  waiting?: boolean;
}) => string {
  const t = useTranslations("audit");
  const faults = useFaults();
  const word = useOutcomeWord();
  return ({ operation, outcome, waiting }) => {
    const known = isOutcome(outcome) ? outcome : null;
    return known && (operation || DEEDS.has(known))
      ? word({ outcome: known, waiting })
      : t("notDone", { why: faults(outcome) ?? outcome });
  };
}

/** Why a staff action was not done: each part of the staff's pages has its own sentences. Null for a code that none of them has. */
function useFaults(): (code: string) => string | null {
  // Quoted as the person read it; here stands what no form says.
  const outcomes = useTranslations("audit.outcome");
  const errors = useTranslations("faults.common");
  const customers = useTranslations("faults.customers");
  const reasons = useTranslations("operations.reason");
  const settings = useTranslations("faults.settings");
  const staff = useTranslations("faults.staff");
  const factors = useTranslations("faults.second-factor");
  const sentence = <Key extends string>(
    t: { (key: Key, values: Record<string, string>): string; has: (key: Key) => boolean },
    code: string,
  ): string | null => (t.has(code as Key) ? t(code as Key, { role: "admin", seconds: "…" }) : null);
  return (code) =>
    outcomes.has(code as "over")
      ? outcomes(code as "over")
      : (sentence(errors, code) ??
        sentence(customers, code) ??
        sentence(reasons, code) ??
        sentence(settings, code) ??
        sentence(staff, code) ??
        sentence(factors, code));
}

const isOutcome = (outcome: string): outcome is OperationOutcome =>
  OPERATION_OUTCOMES.some((known) => known === outcome);
