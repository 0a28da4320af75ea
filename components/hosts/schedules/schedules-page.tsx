"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import type { SchedulesView, ScheduleView } from "@/lib/hosts/schedules/schedule-view";
import { makesSnapshots } from "@/lib/operations/schedule-kinds";
import { ScheduleForm } from "./schedule-form";
import { ScheduleItem } from "./schedule-item";

export interface ScheduleActions {
  addSchedule: FormAction;
  editSchedule: FormAction;
  holdSchedule: FormAction;
  dropSchedule: FormAction;
}

export interface SchedulesPageProps {
  view: SchedulesView;
  /** False for staff, and in a view without changes: they read. */
  mayChange: boolean;
  /** The account's time zone; null: the browser's. */
  zone: string | null;
  actions: ScheduleActions;
}

export function SchedulesPage(page: SchedulesPageProps) {
  const t = useTranslations("schedules");
  const { schedules, limit } = page.view;
  if (limit === 0 && schedules.length === 0) {
    return <p className="px-4 py-4 desk:px-6 text-ink-2">{t("full", { limit })}</p>;
  }
  const isSnapshot = ({ kind }: ScheduleView) => makesSnapshots(kind);
  return (
    <>
      {page.mayChange ? null : <p className="px-4 py-4 desk:px-6 text-ink-2">{t("readOnly")}</p>}
      <div className="host-body schedules-body">
        <div>
          <SchedulesCard {...page} what="snapshots" shown={schedules.filter(isSnapshot)} />
        </div>
        <div>
          <SchedulesCard {...page} what="power" shown={schedules.filter((one) => !isSnapshot(one))} />
        </div>
      </div>
    </>
  );
}

interface SchedulesCardProps extends SchedulesPageProps {
  what: "snapshots" | "power";
  shown: ScheduleView[];
}

function SchedulesCard({ what, shown, ...page }: SchedulesCardProps) {
  const t = useTranslations("schedules");
  const { schedules, limit } = page.view;
  return (
    <Card title={t(`${what}.title`)}>
      {shown.length > 0 ? (
        <ul className="schedules">
          {shown.map((schedule) => (
            <ScheduleItem key={schedule.id} schedule={schedule} page={page} />
          ))}
        </ul>
      ) : (
        <p className="text-ink-2">{t(`${what}.none`)}</p>
      )}
      {page.mayChange && schedules.length < limit ? (
        <div className="mt-4">
          <Disclosure title={t(`${what}.add`)} asKey={{ variant: "key", icon: "plus" }}>
            <ScheduleForm
              action={page.actions.addSchedule}
              what={what}
              zone={page.zone}
              texts={{ submit: t(`${what}.submit`), done: t("added") }}
            />
          </Disclosure>
        </div>
      ) : page.mayChange ? (
        <p className="mt-3 text-ink-2">{t("full", { limit })}</p>
      ) : null}
      {what === "snapshots" ? (
        <div className="mt-4">
          <Disclosure title={t("snapshots.rotation")}>
            <p className="text-ink-2 text-sm">{t("snapshots.rules")}</p>
            <p className="mt-2 text-ink-2 text-sm">{t("snapshots.rotationText")}</p>
          </Disclosure>
        </div>
      ) : (
        <p className="mt-4 text-ink-2 text-sm">{t("power.rules")}</p>
      )}
    </Card>
  );
}
