"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, startTransition, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { useAnswer } from "@/components/ui/form/answer";
import type { Icon } from "@/components/ui/icon";
import { openDialog } from "@/components/ui/overlay/dialog";
import { Menu, MenuItem } from "@/components/ui/overlay/menu";
import type { ActionResult } from "@/lib/action-result";
import type { BatchLimits } from "@/lib/hosts/batch/batch-view";
import { type BatchKind, CUSTOMER_BATCH_KINDS, STAFF_BATCH_KINDS } from "@/lib/operations/batch-kinds";
import type { BlockReason } from "@/lib/operations/block-reasons";
import { isForce, rulesOf } from "@/lib/operations/command-rules";
import { useProblem } from "../operate/operation-problem";
import { POWER_LOOKS } from "../power/power-looks";
import { BatchQuestion } from "./batch-question";
import { BatchResults, RESULTS_ID } from "./batch-results";
import type { BatchFormAction, BatchTarget } from "./batch-target";
import { summaryOf, useBatch } from "./use-batch";

interface BatchAreaProps {
  selected: BatchTarget[];
  /** How many are in view, for "Select all". */
  inView: number;
  action: BatchFormAction;
  /** Of staff: then `action` takes all of their commands but this one. Absent: they are the customer's. */
  staffTransfer?: BatchFormAction;
  /** Without one that it would change, a host's state leaves a command out. Absent: all are offered, and say why not. */
  applies?: (kind: BatchKind, target: BatchTarget) => boolean;
  /** Asked of one host from its row, whatever is selected. */
  single?: { kind: BatchKind; target: BatchTarget } | null;
  onSingleEnd?: () => void;
  /** Words of its keys where their full names are too long for a row; those are what is heard. */
  short?: Partial<Record<BatchKind, string>>;
  /** Whether something is lost by it, beside what the rules say. */
  isDanger?: (kind: BatchKind) => boolean;
  limits: BatchLimits;
  /** What keeps every command of the page off, such as a master that doesn't answer. */
  blocked: BlockReason | null;
  /** Keys for what is no command. */
  more?: ReactNode;
  selectAll: () => void;
  clear: () => void;
}

const isTransfer = (kind: string): boolean =>
  STAFF_BATCH_KINDS.some((known) => known === kind && rulesOf(known).batch === "owner");
/** What is hard to take back stands last. */
const STAFF_KINDS: readonly BatchKind[] = STAFF_BATCH_KINDS.toSorted(
  (a, b) => Number(isTransfer(a)) - Number(isTransfer(b)),
);

type Sent = { id: string; kind: BatchKind; names: Map<string, string>; form: FormData; isSingle: boolean };

const LOOKS: Partial<Record<string, { icon: Parameters<typeof Icon>[0]["name"] }>> = POWER_LOOKS;

/** What can be done to the selected hosts, the question before it, and what came of it. Loaded when a host is selected. */
export default function BatchArea(props: BatchAreaProps) {
  const { selected, inView, action, staffTransfer, short, limits, blocked, more, selectAll, clear } = props;
  const { applies = () => true, isDanger, single, onSingleEnd } = props;
  const t = useTranslations("batch");
  const w = useTranslations("words");
  const kindName = useTranslations("operations.kind");
  const [asked, setAsked] = useState<BatchKind | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const [last, setLast] = useState<Sending | null>(null);
  const answer = useAnswer<{ batch: string }>((previous, form) =>
    ((isTransfer(String(form.get("kind"))) && staffTransfer) || action)(previous, form),
  );
  const { result, pending } = answer;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer once
  useEffect(() => {
    if (result?.ok && result.batch && last) {
      setSent({ ...last, id: result.batch, kind: String(last.form.get("kind")) as BatchKind });
      // What came of one alone its row tells, and what is selected stays so.
      if (!last.isSingle) {
        clear();
        openDialog(RESULTS_ID);
      }
    }
  }, [result]);
  const batch = useBatch(sent?.id ?? null);
  const send = (form: FormData, names: Map<string, string>, isSingle = false) => {
    setLast({ form, names, isSingle });
    startTransition(() => answer.run(form));
  };
  const problem = useBatchProblem(limits)(pending ? null : result);
  const tooMany = selected.length > limits.hosts;
  const bar = useRef<HTMLElement>(null);
  const total = sent?.names.size ?? 0;
  const offered = (staffTransfer ? STAFF_KINDS : CUSTOMER_BATCH_KINDS)
    .map((kind) => ({ kind, count: selected.filter((target) => applies(kind, target)).length }))
    .filter(({ count }) => count > 0);
  const ask = (kind: BatchKind) => !pending && setAsked(kind);
  const some = (count: number) => (count < selected.length ? ` (${count})` : "");
  // Those that are seldom wanted, or do harm, stand behind the others.
  const isBehind = (kind: BatchKind) => isForce(kind) || isDanger?.(kind) === true || isTransfer(kind);
  const behind = offered.filter(({ kind }) => isBehind(kind));
  return (
    <>
      {selected.length > 0 || sent || problem ? (
        <BulkBar ref={bar} label={t("region")}>
          {problem ? (
            <p role="alert" className="w-full py-1 text-13 text-bad-ink">
              {problem}
            </p>
          ) : null}
          {selected.length > 0 ? (
            <>
              <span role="status" className="mr-2 font-medium text-13 whitespace-nowrap tabular-nums">
                {t("selected", { count: selected.length })}
              </span>
              {tooMany ? (
                <span className="text-13 text-bad-ink">
                  {t("problem.batch-size", { count: limits.hosts })}
                </span>
              ) : (
                <div className="flex gap-1 max-md:order-last max-md:w-full">
                  {offered
                    .filter(({ kind }) => !isBehind(kind))
                    .map(({ kind, count }) => (
                      <Button
                        key={kind}
                        variant="ghost"
                        icon={LOOKS[kind]?.icon}
                        className="max-md:flex-auto max-md:px-2"
                        aria-disabled={pending || undefined}
                        aria-label={kindName(kind)}
                        onClick={() => ask(kind)}
                      >
                        <span className={LOOKS[kind] ? "max-md:sr-only" : ""}>
                          {(short?.[kind] ?? kindName(kind)) + some(count)}
                        </span>
                      </Button>
                    ))}
                  {more}
                  {behind.length > 0 ? (
                    <Menu label={w("more")}>
                      {behind.map(({ kind, count }) => (
                        <MenuItem
                          key={kind}
                          icon={isForce(kind) ? "bolt" : LOOKS[kind]?.icon}
                          danger={isForce(kind) || isDanger?.(kind) === true}
                          note={some(count) ? t("which.some", { count, total: selected.length }) : undefined}
                          onSelect={() => ask(kind)}
                        >
                          {kindName(kind)}
                        </MenuItem>
                      ))}
                    </Menu>
                  ) : null}
                </div>
              )}
              <span className="flex-1" />
              {inView > selected.length && inView <= limits.hosts ? (
                <Button variant="ghost" onClick={selectAll}>
                  {t("all", { count: inView })}
                </Button>
              ) : null}
              <Button variant="ghost" icon="cross" aria-label={t("clear")} onClick={clear} />
            </>
          ) : sent ? (
            <>
              <span role="status" className="flex-1 truncate font-medium text-13">
                {t("results.title", { kind: kindName(sent.kind), ...summaryOf(batch), total })}
              </span>
              <Button variant="ghost" onClick={() => openDialog(RESULTS_ID)}>
                {t("results.show")}
              </Button>
              <Button
                variant="ghost"
                icon="cross"
                aria-label={t("results.dismiss")}
                onClick={() => setSent(null)}
              />
            </>
          ) : null}
        </BulkBar>
      ) : null}
      {asked ? (
        <BatchQuestion
          kind={asked}
          targets={selected.filter((target) => applies(asked, target))}
          blocked={blocked}
          short={short?.[asked]}
          danger={isDanger?.(asked)}
          send={send}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {single ? (
        <BatchQuestion
          key={`${single.kind} ${single.target.id}`}
          kind={single.kind}
          targets={[single.target]}
          blocked={blocked}
          danger={isDanger?.(single.kind)}
          send={(form, names) => send(form, names, true)}
          onClose={() => onSingleEnd?.()}
        />
      ) : null}
      {sent ? (
        <BatchResults
          key={sent.id}
          kind={sent.kind}
          names={sent.names}
          batch={batch}
          pending={pending}
          opens={!sent.isSingle}
          hostsAt={staffTransfer ? "/admin/hosts" : "/hosts"}
          retry={(ids) => send(retryOf(sent.form, ids), pick(sent.names, ids))}
          // The key that asked went with the selection: the one that shows the results again takes the focus.
          onClose={() => bar.current?.querySelector("button")?.focus()}
        />
      ) : null}
    </>
  );
}

interface BulkBarProps {
  ref: RefObject<HTMLElement | null>;
  label: string;
  children: ReactNode;
}

/** In the place of the list's head, beside the box that selects all; on a phone in that of the panel's places. */
const BulkBar = ({ ref, label, children }: BulkBarProps) => (
  <div className="z-20 md:sticky md:top-(--top) md:h-0">
    <section
      ref={ref}
      aria-label={label}
      className="bulk-bar flex flex-wrap items-center gap-x-1 bg-select max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-40 max-md:border-line max-md:border-t max-md:bg-card max-md:px-4 max-md:pt-2 max-md:pb-[calc(8px+env(safe-area-inset-bottom))] md:ml-11 md:min-h-10 md:rounded-tr-lg md:border-line md:border-b md:pr-3 max-md:[@media(max-height:480px)]:static"
    >
      {children}
    </section>
  </div>
);

type Sending = Omit<Sent, "id" | "kind">;

const pick = (names: Map<string, string>, ids: readonly string[]) =>
  new Map(ids.map((id) => [id, names.get(id) ?? id]));

/** The same command for those that were not sent: a form of its own. */
function retryOf(sent: FormData, ids: readonly string[]): FormData {
  const form = new FormData();
  for (const [name, value] of sent.entries()) {
    form.set(name, value);
  }
  form.set("vmids", ids.join(","));
  if (form.has("typedCount")) {
    form.set("typedCount", String(ids.length));
  }
  return form;
}

function useBatchProblem(limits: BatchLimits) {
  const t = useTranslations("batch.problem");
  const problem = useProblem();
  return (result: ActionResult | null): string | null => {
    const reason = result && !result.ok && result.code === "not-possible" ? result.reason : null;
    switch (reason) {
      case "batch-size":
        return t("batch-size", { count: limits.hosts });
      case "batch-limit":
        return t("batch-limit", { count: limits.perDay });
      case "batch-running":
        return t("batch-running");
      case "typed":
        return t("typed");
      default:
        return problem(result);
    }
  };
}
