import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { STATUS_OF_CODE } from "@/lib/fleet/hosts/fleet-query";
import { OPERATION_OUTCOMES, type OperationOutcome } from "@/lib/operations/operation-view";
import { useOutcomeWord } from "./operation-words";

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

/** What it was about, as people say it: of the settings the part that was changed is kept by its key, of a view its reason. */
export function useAuditSubject(): (entry: { action: string; subject: string | null }) => string | null {
  const t = useTranslations("audit");
  return ({ action, subject }) => {
    const key = `setting.${subject}` as "setting.look";
    if (action === "view-started" && subject) {
      return t("because", { reason: subject });
    }
    return action === "settings-changed" && subject && t.has(key) ? t(key) : subject;
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

/** What a fact of an entry is called, one that is newer than this release by its key. */
export function useAuditField(): (name: string) => string {
  const t = useTranslations("audit");
  const fields = useTranslations("audit.field");
  const form = useTranslations("fleet-hosts.form");
  const withUnit = (text: string, name: string) => {
    const [, unit] = UNITS.find(([ending]) => name.endsWith(ending)) ?? [];
    return unit ? t("withUnit", { name: text, unit }) : text;
  };
  return (name) => {
    const [, legal, at] = /^(en|zh|href)([0-3])$/.exec(name) ?? [];
    const key = (legal ? `legal-${legal}` : name) as "account";
    const ofHost = name as "remark";
    return fields.has(key)
      ? fields(key, { n: Number(at ?? 0) + 1 })
      : form.has(ofHost)
        ? withUnit(form(ofHost), name)
        : name;
  };
}

/** The value of a fact as people say it, where it is a code. */
export function useAuditValue(): (name: string, value: string) => string {
  const t = useTranslations("audit.value");
  const causes = useTranslations("fleet-operations.cause");
  const kinds = useTranslations("operations.kind");
  const status = useTranslations("fleet-hosts.status");
  return (name, value) => {
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
      return word ? status(word) : value;
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
  ...["removed", "forced", "bindNow", "newPassword", "by", "tone", "disks", "settled", "port", "role"],
]);

/** `done` and unconfirmed in a word, as the ledger's; any other code by why it was not done, in a sentence where there is one. */
export function useAuditOutcome(): (entry: { operation: boolean; outcome: string }) => string {
  const t = useTranslations("audit");
  const faults = useFaults();
  const word = useOutcomeWord();
  return ({ operation, outcome }) => {
    const known = isOutcome(outcome) ? outcome : null;
    return known && (operation || DEEDS.has(known))
      ? word(known)
      : t("notDone", { why: faults(outcome) ?? outcome });
  };
}

/** Why a staff action was not done: each part of the staff's pages has its own sentences. Null for a code that none of them has. */
function useFaults(): (code: string) => string | null {
  // A form says what to do next, and in the present: in a log both are over.
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
    sentence(outcomes, code) ??
    sentence(errors, code) ??
    sentence(customers, code) ??
    sentence(reasons, code) ??
    sentence(settings, code) ??
    sentence(staff, code) ??
    sentence(factors, code);
}

const isOutcome = (outcome: string): outcome is OperationOutcome =>
  OPERATION_OUTCOMES.some((known) => known === outcome);
