import { useFormatter, useTimeZone, useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { Form } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import type { IconName } from "@/components/ui/icon";
import type { RunView, ScheduleView } from "@/lib/hosts/schedules/schedule-view";
import { BLOCK_REASONS } from "@/lib/operations/block-reasons";
import { makesSnapshots } from "@/lib/operations/schedule-kinds";
import { useNextSteps } from "../operate/next-step";
import { useSheet } from "../sheet-context";
import { useTimes } from "../time/use-times";
import { ScheduleForm } from "./schedule-form";
import type { SchedulesPageProps } from "./schedules-page";
import { useDayName } from "./use-day-name";

interface ScheduleItemProps {
  schedule: ScheduleView;
  page: Omit<SchedulesPageProps, "view">;
}

/** One schedule: what and when, its next run and its last, and what can be done with it. */
export function ScheduleItem({ schedule, page }: ScheduleItemProps) {
  const t = useTranslations("schedules");
  const vmid = useSheet().host.id;
  const when = useWhen()(schedule);
  const what = useTranslations("operations")(`kind.${schedule.kind}`);
  const { id, keep, paused, timeZone } = schedule;
  const { actions, mayChange } = page;
  const canResume = paused !== null && paused !== "restored";
  return (
    <li data-schedule={id}>
      <h4>
        {makesSnapshots(schedule.kind) ? null : `${what} · `}
        {when}
      </h4>
      <small className="block">
        {[timeZone.replaceAll("_", " "), keep === null ? null : t("keeps", { count: keep })]
          .filter(Boolean)
          .join(" · ")}
      </small>
      <Runs schedule={schedule} />
      {mayChange ? (
        <div className="schedule-keys">
          {/* Closed again once it is another. */}
          <Disclosure
            key={`${schedule.clock} ${schedule.days} ${timeZone} ${keep}`}
            title={t("edit")}
            asKey={{ variant: "plain", icon: "pencil" }}
          >
            <ScheduleForm
              action={actions.editSchedule}
              what={makesSnapshots(schedule.kind) ? "snapshots" : "power"}
              schedule={schedule}
              zone={page.zone}
              texts={{ submit: t("save"), done: t("saved") }}
            />
          </Disclosure>
          {paused === null || canResume ? (
            <Form action={actions.holdSchedule}>
              <input type="hidden" name="vmid" value={vmid} />
              <input type="hidden" name="schedule" value={id} />
              <input type="hidden" name="paused" value={paused === null ? "1" : "0"} />
              <NamedKey
                icon={paused === null ? "suspend" : "start"}
                text={t(paused === null ? "pause" : "resume")}
                of={`${what} · ${when}`}
              />
            </Form>
          ) : null}
          <Form action={actions.dropSchedule}>
            <input type="hidden" name="vmid" value={vmid} />
            <input type="hidden" name="schedule" value={id} />
            <NamedKey icon="trash" text={t("remove")} of={`${what} · ${when}`} />
          </Form>
        </div>
      ) : null}
    </li>
  );
}

/** Several schedules have the same keys: by ear they are told apart. */
function NamedKey({ icon, text, of }: { icon: IconName; text: string; of: string }) {
  const t = useTranslations("schedules");
  return (
    <SubmitKey variant="plain" icon={icon} aria-label={t("of", { what: text, schedule: of })}>
      {text}
    </SubmitKey>
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

function Runs({ schedule }: { schedule: ScheduleView }) {
  const t = useTranslations("schedules");
  const times = useTimes();
  const { provider } = useNextSteps();
  const here = useTimeZone();
  const { nextAt, paused, current, last, timeZone } = schedule;
  return (
    <dl className="schedule-runs">
      <div>
        <dt>{t("next")}</dt>
        <dd>
          {nextAt ? (
            <time dateTime={nextAt}>
              {timeZone === here ? times.moment(nextAt) : t("yourTime", { time: times.moment(nextAt) })}
            </time>
          ) : (
            <span className={paused === "unconfirmed" ? "text-alert-text" : undefined}>
              {t(`paused.${paused ?? "person"}`, { provider })}
            </span>
          )}
        </dd>
      </div>
      <div>
        <dt>{t("last")}</dt>
        <dd>
          {current ? (
            t(current.begun ? "now.going" : "now.waiting", { time: times.moment(current.dueAt) })
          ) : last ? (
            <LastRun run={last} />
          ) : (
            t("never")
          )}
        </dd>
      </div>
    </dl>
  );
}

const LOUD: readonly RunView["outcome"][] = ["failed", "unconfirmed", "missed"];

function LastRun({ run }: { run: RunView }) {
  const t = useTranslations("schedules");
  const times = useTimes();
  const why = useRunReason()(run);
  return (
    <>
      <time dateTime={run.dueAt}>{times.moment(run.dueAt)}</time>
      {" · "}
      <b className={LOUD.includes(run.outcome) ? "text-alert-text" : undefined} data-outcome={run.outcome}>
        {t(`outcome.${run.outcome}`)}
      </b>
      {why ? <small>{why}</small> : null}
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
