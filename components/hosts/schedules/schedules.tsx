"use client";

import { useFormatter, useTimeZone, useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Switch } from "@/components/ui/form/check-field";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { DescriptionList } from "@/components/ui/page/facts";
import type { RunView, SchedulesView, ScheduleView } from "@/lib/hosts/schedules/schedule-view";
import { BLOCK_REASONS } from "@/lib/operations/block-reasons";
import { makesSnapshots } from "@/lib/operations/schedule-kinds";
import { useNextSteps } from "../operate/next-step";
import { useSheet } from "../sheet-context";
import { useTimes } from "../time/use-times";
import { ScheduleDialog } from "./schedule-form";
import { useDayName } from "./use-day-name";

interface SchedulesProps {
  what: "snapshots" | "power";
  view: SchedulesView;
  /** False for staff, and in a view without changes: they read. */
  mayChange: boolean;
  /** The account's time zone; null: the browser's. */
  zone: string | null;
  actions: {
    addSchedule: FormAction;
    editSchedule: FormAction;
    holdSchedule: FormAction;
    dropSchedule: FormAction;
  };
}

/** A host's schedules of one sort as rows, and the way to one more. For a card without padding. */
export function Schedules({ what, view: { schedules, limit }, ...page }: SchedulesProps) {
  const t = useTranslations("schedules");
  const shown = schedules.filter(({ kind }) => makesSnapshots(kind) === (what === "snapshots"));
  const id = `add-schedule-${what}`;
  return (
    <>
      <ul>
        {shown.map((schedule) => (
          <ScheduleItem key={schedule.id} what={what} schedule={schedule} {...page} />
        ))}
      </ul>
      <div className="flex flex-col gap-3 px-5 py-3 max-md:px-4">
        {schedules.length >= limit && page.mayChange ? (
          <p className="text-13 text-ink-2">{t("full", { limit })}</p>
        ) : shown.length === 0 ? (
          <p className="text-13 text-ink-2">{t("none")}</p>
        ) : null}
        {page.mayChange && schedules.length < limit ? (
          <ScheduleDialog id={id} action={page.actions.addSchedule} what={what} zone={page.zone} />
        ) : null}
      </div>
    </>
  );
}

type ItemProps = Omit<SchedulesProps, "view"> & { schedule: ScheduleView };

/** What and when, its next run and its last, and what can be done with it. */
function ScheduleItem({ schedule, what, mayChange, zone, actions }: ItemProps) {
  const w = useTranslations("words");
  const t = useTranslations("schedules");
  const action = useTranslations("operations")(`kind.${schedule.kind}`);
  const when = useWhen()(schedule);
  const { id, keep, paused, timeZone, guest, mayEdit } = schedule;
  const name = what === "snapshots" ? when : `${action} · ${when}`;
  const hidden = { vmid: useSheet().host.id, schedule: id };
  const here = useTimeZone();
  return (
    <li data-schedule={id} className="flex flex-col gap-2 border-line border-b px-5 py-4 max-md:px-4">
      <div className="flex items-center gap-3">
        <h3 className="min-w-0 flex-1 font-medium text-14">{name}</h3>
        {mayChange && paused !== "restored" && (mayEdit || paused === null) ? (
          <Form action={actions.holdSchedule} hidden={{ ...hidden, paused: paused === null ? "1" : "0" }}>
            <Switch label={w("of", { what: w("on"), name })} on={paused === null} />
          </Form>
        ) : null}
      </div>
      <DescriptionList
        nameClass="w-24"
        facts={[
          [w("kept"), keep === null ? null : t("kept", { count: keep })],
          [t("next"), <Next key="next" schedule={schedule} />],
          [t("last"), <Last key="last" schedule={schedule} />],
          [w("timeZone"), timeZone === here ? null : timeZone.replaceAll("_", " ")],
          [t("guest"), guest],
        ]}
      />
      {mayChange ? (
        <div className="flex items-center gap-2">
          {mayEdit ? (
            <ScheduleDialog
              id={`edit-schedule-${id}`}
              action={actions.editSchedule}
              {...{ what, schedule, name, zone }}
            />
          ) : null}
          <Form action={actions.dropSchedule} hidden={hidden}>
            <SubmitButton
              variant="ghost"
              icon="trash"
              aria-label={w("of", { what: w("removeEntry"), name })}
              title={w("removeEntry")}
            />
          </Form>
        </div>
      ) : null}
    </li>
  );
}

/** "Every day at 03:00", or the days by name. */
function useWhen() {
  const t = useTranslations("schedules");
  const format = useFormatter();
  const dayName = useDayName();
  return ({ days, clock }: ScheduleView) =>
    t("at", {
      days: days.length === 7 ? t("every") : format.list(days.map(dayName), { style: "short", type: "unit" }),
      clock,
    });
}

function Next({ schedule: { nextAt, paused, timeZone } }: { schedule: ScheduleView }) {
  const t = useTranslations("schedules");
  const times = useTimes();
  const { provider } = useNextSteps();
  const here = useTimeZone();
  return nextAt ? (
    <time dateTime={nextAt}>
      {timeZone === here ? times.moment(nextAt) : t("yourTime", { time: times.moment(nextAt) })}
    </time>
  ) : (
    <span className={paused === "unconfirmed" ? "text-bad-ink" : undefined}>
      {t(`paused.${paused ?? "person"}`, { provider })}
    </span>
  );
}

const LOUD: readonly RunView["outcome"][] = ["failed", "unconfirmed", "missed"];

function Last({ schedule: { current, last } }: { schedule: ScheduleView }) {
  const t = useTranslations("schedules");
  const outcomes = useTranslations("operations.outcome");
  const times = useTimes();
  const reason = useRunReason();
  if (current) {
    return t(current.begun ? "now.going" : "now.waiting", { time: times.moment(current.dueAt) });
  }
  if (!last) {
    return t("never");
  }
  const why = reason(last);
  return (
    <>
      <time dateTime={last.dueAt}>{times.moment(last.dueAt)}</time>
      {" · "}
      <span className={LOUD.includes(last.outcome) ? "text-bad-ink" : undefined} data-outcome={last.outcome}>
        {t.has(`outcome.${last.outcome}` as "outcome.missed")
          ? t(`outcome.${last.outcome}` as "outcome.missed")
          : outcomes(last.outcome as "done")}
      </span>
      {why ? <span className="block text-ink-2">{why}</span> : null}
    </>
  );
}

/** In a sentence; null where the outcome says it all. */
function useRunReason(): (run: RunView) => string | null {
  const t = useTranslations("schedules.why");
  const blocked = useTranslations("operations.reason");
  return ({ outcome, reason }) => {
    if (outcome === "done") {
      return null;
    }
    const key = reason ?? outcome;
    const keyOf = (known: string) => known as "missed";
    if (t.has(keyOf(key))) {
      return t(keyOf(key));
    }
    const block = BLOCK_REASONS.find((known) => known === key);
    return block ? blocked(block) : t("other");
  };
}
