import { getTranslations } from "next-intl/server";
import { AskedAgain } from "@/app/asked-again";
import { Attention, Passed } from "@/components/admin/connection/attention";
import { LinkCards, Warnings } from "@/components/admin/connection/link-cards";
import { ResponseCard } from "@/components/admin/connection/response-card";
import { useChecks } from "@/components/admin/connection/use-checks";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { TopLine } from "@/components/shell/top-line";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Badge } from "@/components/ui/state";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { masterDay } from "@/lib/fleet/connection-day";
import { connectionReport } from "@/lib/fleet/connection-report";
import { lockedOutAccounts } from "@/lib/fleet/locked-out";
import { judgePages } from "@/lib/fleet/survey/judge-pages";
import { readSurvey } from "@/lib/fleet/survey/survey-record";
import { syncProgress } from "@/lib/fleet/sync-progress";
import { pageTitle } from "@/lib/i18n/page-title";
import { buildOnDisk, otherBuilds } from "@/lib/instances";
import { acceptHeldBackList, checkMaster } from "./actions";

/** A signature is made of it: what is shorter can be guessed from one recorded call. */
const SHORT_SECRET = 24;

export const generateMetadata = pageTitle("words.connection");

/** Whether RStack answers, what doesn't pass with what to do about it, and what did. */
export default async function ConnectionPage() {
  const viewer = await requireStaff();
  const t = await getTranslations("connection");
  const w = await getTranslations("words");
  const outcome = await getTranslations("operations.outcome");
  const read = await readConnection();
  const { report, running, hours } = read;
  const zone = viewer.timeZone;
  const { heldBack } = report.mirror;
  return (
    <div className="flex flex-col gap-5">
      <TopLine title={w("connection")} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {report.test.ok ? (
          <Badge sign="running">{t("verdict.ok")}</Badge>
        ) : (
          <Badge sign="failed">
            {report.test.diagnosis?.kind === "refused" ? outcome("refused") : t("verdict.silent")}
          </Badge>
        )}
        <code className="min-w-0 flex-1 text-13 text-ink-2 wrap-anywhere">{report.endpoint}</code>
        <Form action={checkMaster}>
          <SubmitButton
            icon="again"
            variant={report.test.ok ? "default" : "primary"}
            aria-disabled={running || undefined}
          >
            {t(running ? "checking" : "check")}
          </SubmitButton>
        </Form>
      </div>
      {running ? (
        <p role="status" className="text-13 text-ink-2">
          {t("checkingNote")}
          <RefreshWhile />
        </p>
      ) : null}
      {heldBack ? <AskedAgain viewer={viewer} /> : null}
      <Warnings report={report} otherBuilds={read.builds} onDisk={buildOnDisk()} zone={zone} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_280px] xl:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-5">
          <Checks read={read} viewer={viewer}>
            <ResponseCard hours={hours} zone={zone} />
          </Checks>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <LinkCards
            report={report}
            callsPerSecond={config().rstack.callsPerSecond}
            zone={zone}
            diagnostics={read.diagnostics}
          />
        </div>
      </div>
    </div>
  );
}

async function readConnection() {
  const [report, { survey, running, finishedAt }, lockedOut, hours, sync, builds] = await Promise.all([
    connectionReport(),
    readSurvey(),
    lockedOutAccounts(),
    masterDay(),
    syncProgress(),
    otherBuilds(),
  ]);
  const judged = survey ? judgePages(survey) : [];
  const lacking = judged.filter(({ verdict }) => verdict === "cannot" || verdict === "partly");
  const { lastFault, ...told } = report;
  return {
    ...{ report, lockedOut, hours, builds, running, survey },
    replies: judged.length === 0 ? null : lacking.length,
    // For support: without names, addresses and what RStack said of somebody's host.
    diagnostics: JSON.stringify(
      {
        ...told,
        lastFault: lastFault && {
          ...lastFault,
          host: undefined,
          diagnosis: { ...lastFault.diagnosis, words: undefined },
        },
        ...{ sync, builds, checkedAt: finishedAt, timeZone: survey?.timeZone, replies: survey?.replies },
      },
      null,
      1,
    ),
  };
}

interface ChecksProps {
  read: Awaited<ReturnType<typeof readConnection>>;
  viewer: Viewer;
  /** Between what doesn't pass and what does. */
  children: React.ReactNode;
}

function Checks({ read: { report, survey, replies, lockedOut }, viewer, children }: ChecksProps) {
  const checks = useChecks({
    ...{ report, survey, replies },
    lockedOut: lockedOut.total,
    weak: {
      shortSecret: [...config().rstack.secret].length < SHORT_SECRET ? SHORT_SECRET : null,
      noProxies: config().trustedProxies === 0,
      oneFactor: !config().staffNeedSecondFactor,
    },
  });
  const failing = checks.filter(({ look }) => look !== "good");
  return (
    <>
      {failing.length + lockedOut.total > 0 ? (
        <Attention
          checks={failing}
          heldBack={report.mirror.heldBack}
          accept={viewer.role === "admin" ? acceptHeldBackList : null}
          lockedOut={lockedOut}
          zone={viewer.timeZone}
        />
      ) : null}
      {children}
      <Passed
        checks={checks.filter(({ look }) => look === "good")}
        all={failing.length + lockedOut.total === 0}
      />
    </>
  );
}
