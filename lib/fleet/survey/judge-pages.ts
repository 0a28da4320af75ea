import type { CheckedReply } from "@/lib/rstack/master-client";
import { type Loss, NEEDS, type Need, PAGES, type PageName } from "./page-needs";
import type { Survey, SurveyedReply } from "./survey-master";

/** Why a page works less well, or not at all. */
export type Shortfall =
  /** Message keys of `connection.survey.lost`. `column` is RStack's own name, after the action's; null: the whole reply. */
  | {
      lost: Loss;
      action: string;
      column: string | null;
      why: "missing" | "unreadable" | "untold" | "not-given";
    }
  /** Message keys of `connection.survey.consoleSetting`. */
  | { console: "off" | "plain" };

export interface PageVerdict {
  page: PageName;
  /** `off`: by a setting of ours, whatever the master gives. `untried`: a try must tell, or rows that it doesn't have yet. */
  verdict: "works" | "untried" | "partly" | "cannot" | "off";
  shortfalls: Shortfall[];
  /** Replies without a row on any host that was asked: their columns could not be seen. */
  unseen: CheckedReply[];
}

/** RStack's own name of a reply. */
export const ACTION_OF: Readonly<Record<CheckedReply, string>> = {
  hosts: "hyper",
  users: "user_info",
  areas: "area",
  nodes: "hypernode",
  images: "hyperos",
  discs: "hyperos",
  pools: "hyperipblock",
  addresses: "hyperip",
  freeAddresses: "vm_freeip",
  mappings: "hypernat",
  tasks: "hypertask",
  snapshots: "vm_snapshot",
  backups: "hyperbackup",
  media: "vm_cd_manage",
  monitor: "vm_monitor",
  state: "vm_state",
  details: "vm_exinfo",
  console: "vm_console",
};

/** The panel's own breaker held a call back: what is missing then says nothing about the master. */
export function wasPaused({ test, fleet, replies }: Survey): boolean {
  const diagnoses = [
    test.diagnosis,
    fleet?.diagnosis,
    ...replies.map((one) => (one.ok ? null : one.diagnosis)),
  ];
  return diagnoses.some((one) => one?.cause === "breaker");
}

/** One line for each page of the panel; none before the master took a signed call, nor where the panel held calls back. */
export function judgePages(survey: Survey): PageVerdict[] {
  if (survey.replies.length === 0 || wasPaused(survey)) {
    return [];
  }
  return PAGES.map((page) => {
    const needs = NEEDS.filter((need) => [...need.stops, ...need.lessens].includes(page));
    const missed = needs.flatMap((need) => {
      const shortfall = shortfallOf(need, survey);
      return shortfall === null ? [] : [{ shortfall, isStop: need.stops.includes(page) }];
    });
    if (page === "console" && !survey.console.isOffered) {
      return { page, verdict: "off", shortfalls: [{ console: "off" }], unseen: [] };
    }
    if (page === "console" && survey.console.adapter === "plain") {
      missed.push({ shortfall: { console: "plain" }, isStop: false });
    }
    const stopped = missed.filter(({ isStop }) => isStop);
    const isLess = missed.some(({ shortfall }) => "lost" in shortfall);
    const unseen = [...new Set(needs.map(({ reply }) => reply))].filter((reply) => {
      const found = survey.replies.find((one) => one.reply === reply);
      return !found || (found.ok && found.rows === 0);
    });
    const isUnseen = needs.some(({ reply, stops }) => stops.includes(page) && unseen.includes(reply));
    const isUntried = missed.length > 0 || isUnseen;
    return {
      page,
      verdict: stopped.length > 0 ? "cannot" : isLess ? "partly" : isUntried ? "untried" : "works",
      shortfalls: (stopped.length > 0 ? stopped : missed).map(({ shortfall }) => shortfall),
      unseen,
    };
  });
}

/** Null where there is nothing to say against it, be it that no row was there to see. */
function shortfallOf({ reply, field, or, lost }: Need, survey: Survey): Shortfall | null {
  const action = ACTION_OF[reply];
  const found = survey.replies.find((one) => one.reply === reply);
  if (reply === "hosts" && field === null && survey.fleet?.diagnosis) {
    return { lost, action, column: null, why: "not-given" };
  }
  if (!found) {
    return null;
  }
  if (field === null || !found.ok) {
    return field === null && !found.ok ? { lost, action, column: null, why: "not-given" } : null;
  }
  if (reply === "hosts" && field === "owner") {
    return survey.owner.found || found.rows === 0
      ? null
      : { lost, action, column: survey.owner.field, why: "missing" };
  }
  if (field === "host") {
    return found.isUntold ? { lost, action, column: columnOf(found, field), why: "untold" } : null;
  }
  const fields = [field, ...or].map((name) => found.fields.find((one) => one.field === name));
  const best = fields.find((one) => one && !["missing", "unreadable"].includes(one.found));
  const unread = fields.find((one) => one?.found === "unreadable");
  return best || found.rows === 0
    ? null
    : {
        lost,
        action,
        column: unread?.column ?? columnOf(found, field),
        why: unread ? "unreadable" : "missing",
      };
}

const columnOf = (found: Extract<SurveyedReply, { ok: true }>, field: string): string =>
  found.fields.find((one) => one.field === field)?.column ?? field;
