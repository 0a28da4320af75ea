import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AskedAgain } from "@/app/asked-again";
import { OwnZoneName } from "@/components/account/own-time";
import { ChecksCard } from "@/components/admin/connection/checks-card";
import { ConnectionHead } from "@/components/admin/connection/connection-head";
import { DayCard } from "@/components/admin/connection/day-card";
import { DiagnosticsCard } from "@/components/admin/connection/diagnostics-card";
import { FaultCard, TestFault } from "@/components/admin/connection/fault-card";
import { HeldBackNotice } from "@/components/admin/connection/held-back-notice";
import { HourFigures } from "@/components/admin/connection/hour-figures";
import { LockedOutCard } from "@/components/admin/connection/locked-out-card";
import { ReportTime } from "@/components/admin/connection/report-time";
import { SurveyPages } from "@/components/admin/connection/survey-pages";
import { Warnings } from "@/components/admin/connection/warnings";
import { TopLine } from "@/components/shell/top-line";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { config } from "@/lib/config";
import { masterDay } from "@/lib/fleet/connection-day";
import { connectionReport } from "@/lib/fleet/connection-report";
import { lockedOutAccounts } from "@/lib/fleet/locked-out";
import { readSurvey } from "@/lib/fleet/survey/survey-record";
import { syncProgress } from "@/lib/fleet/sync-progress";
import { buildOnDisk, otherBuilds } from "@/lib/instances";
import { acceptHeldBackList, checkMaster } from "./actions";

/** A signature is made of it: what is shorter can be guessed from one recorded call. */
const SHORT_SECRET = 24;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("connection"))("title") };
}

export default async function ConnectionPage() {
  const viewer = await requireStaff();
  const [report, survey, lockedOut, hours, progress, builds] = await Promise.all([
    connectionReport(),
    readSurvey(),
    lockedOutAccounts(),
    masterDay(),
    syncProgress(),
    otherBuilds(),
  ]);
  const t = await getTranslations("connection");
  const { heldBack } = report.mirror;
  const checked = {
    report,
    survey: survey.survey,
    lockedOut: lockedOut.total,
    weak: {
      shortSecret: [...config().rstack.secret].length < SHORT_SECRET ? SHORT_SECRET : null,
      noProxies: config().trustedProxies === 0,
      oneFactor: !config().staffNeedSecondFactor,
    },
  };
  return (
    <>
      <TopLine title={t("title")} />
      {heldBack ? <AskedAgain viewer={viewer} /> : null}
      <div className="grid gap-4">
        <Warnings report={report} otherBuilds={builds} onDisk={buildOnDisk()} />
        {heldBack ? (
          <HeldBackNotice
            heldBack={heldBack}
            accept={viewer.role === "admin" ? acceptHeldBackList : null}
            zone={viewer.timeZone}
          />
        ) : null}
        <div className="sheet overflow-hidden">
          <ConnectionHead report={report} isChecking={survey.running} check={checkMaster} />
          <HourFigures report={report} />
          {report.test.diagnosis ? <TestFault diagnosis={report.test.diagnosis} /> : null}
          <div className="sheet-columns ruled border-line border-t">
            <div>
              <ChecksCard {...checked} />
            </div>
            <div>
              <DayCard hours={hours} zone={viewer.timeZone} />
              <FaultCard report={report} zone={viewer.timeZone} />
              <SurveyPages record={survey} zone={viewer.timeZone} />
            </div>
          </div>
          {lockedOut.total === 0 ? null : <LockedOutCard {...lockedOut} zone={viewer.timeZone} />}
          <DiagnosticsCard
            checked={checked}
            report={report}
            progress={progress}
            record={survey}
            zone={viewer.timeZone}
          />
        </div>
        <p className="px-1 text-xs text-ink-3">
          {t.rich("asOf", {
            time: () => <ReportTime key="time" iso={report.at} zone={viewer.timeZone} today />,
            zone: () => <OwnZoneName key="zone" zone={viewer.timeZone} />,
          })}
        </p>
      </div>
    </>
  );
}
