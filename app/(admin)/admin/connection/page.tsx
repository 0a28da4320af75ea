import type { Metadata } from "next";
import { getFormatter, getTimeZone, getTranslations } from "next-intl/server";
import { AskedAgain } from "@/app/asked-again";
import { DayCard } from "@/components/admin/day-card";
import { FaultCard } from "@/components/admin/fault-card";
import { HeldBackNotice } from "@/components/admin/held-back-notice";
import { HourCard } from "@/components/admin/hour-card";
import { LinkCard } from "@/components/admin/link-card";
import { LockedOutCard } from "@/components/admin/locked-out-card";
import { MirrorCard } from "@/components/admin/mirror-card";
import { OwnerCard } from "@/components/admin/owner-card";
import { SurveyCard } from "@/components/admin/survey-card";
import { SyncCard } from "@/components/admin/sync-card";
import { Verdict } from "@/components/admin/verdict";
import { Warnings } from "@/components/admin/warnings";
import { TopLine } from "@/components/shell/top-line";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { config } from "@/lib/config";
import { masterDay } from "@/lib/fleet/connection-day";
import { connectionReport } from "@/lib/fleet/connection-report";
import { lockedOutAccounts } from "@/lib/fleet/locked-out";
import { readSurvey } from "@/lib/fleet/survey/survey-record";
import { syncProgress } from "@/lib/fleet/sync-progress";
import { otherBuilds } from "@/lib/instances";
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
  const format = await getFormatter();
  const { heldBack } = report.mirror;
  const time = format.dateTime(new Date(report.at), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return (
    <>
      <TopLine title={t("title")} />
      {heldBack ? <AskedAgain viewer={viewer} /> : null}
      <div className="grid gap-4">
        <Warnings
          report={report}
          shortSecret={[...config().rstack.secret].length < SHORT_SECRET ? SHORT_SECRET : null}
          noProxies={config().trustedProxies === 0}
          otherBuilds={builds}
          oneFactor={!config().staffNeedSecondFactor}
        />
        {heldBack ? (
          <HeldBackNotice heldBack={heldBack} accept={viewer.role === "admin" ? acceptHeldBackList : null} />
        ) : null}
        <div className="sheet">
          <Verdict test={report.test} />
          <div className="card-columns">
            <LinkCard report={report} />
            <HourCard hour={report.lastHour} />
          </div>
          <DayCard hours={hours} />
          <FaultCard fault={report.lastFault} />
          <div className="card-columns">
            <MirrorCard mirror={report.mirror} />
            <SyncCard progress={progress} />
          </div>
          <OwnerCard owner={report.owner} />
          <SurveyCard record={survey} check={checkMaster} />
          <LockedOutCard {...lockedOut} />
        </div>
        <p className="px-1 text-xs text-ink-3">{t("asOf", { time, zone: await getTimeZone() })}</p>
      </div>
    </>
  );
}
