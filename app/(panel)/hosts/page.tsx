import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CpuCell } from "@/components/hosts/list/cpu-cell";
import { HostsList } from "@/components/hosts/list/hosts-list";
import { TopLine } from "@/components/shell/top-line";
import { Link } from "@/components/ui/link";
import { NoticeLine } from "@/components/ui/notice-line";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { isOwner, isStaff, type Viewer } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { isOffered } from "@/lib/fleet/handover/offered";
import { hostListFor } from "@/lib/hosts/host-list";
import { PageMessages } from "@/lib/i18n/page-messages";
import { pageTitle } from "@/lib/i18n/page-title";
import { hourDrawings } from "@/lib/monitor/hour-drawings";
import type { HostState } from "@/lib/operations/host-states";
import { batch, tagSelected } from "./actions";

/** Rows with a drawing: as many as the list shows at first. */
const DRAWN = 50;
/** States in which samples may be written. */
const RUNS: ReadonlySet<HostState> = new Set<HostState>(["running", "over-traffic", "locked", "unknown"]);

export const generateMetadata = pageTitle("words.hosts");

export default async function HostsPage() {
  const viewer = await requireViewer();
  if (isStaff(viewer)) {
    redirect("/admin");
  }
  const [list, w] = await Promise.all([hostListFor(viewer, "shared"), getTranslations("words")]);
  const drawn = list.hosts
    .slice(0, DRAWN)
    .filter(({ guest }) => !guest)
    .map(({ id, state }) => ({ id, runs: RUNS.has(state) }));
  const hours = viewer.userId === null ? new Map() : await hourDrawings(viewer.userId, drawn);
  const cpu = Object.fromEntries(
    drawn.map(({ id, runs }) => [id, <CpuCell key={id} hour={hours.get(id)?.hour ?? null} runs={runs} />]),
  );
  return (
    <>
      <TopLine title={w("hosts")} />
      <OfferedLine viewer={viewer} />
      <PageMessages namespaces={["batch", "list"]}>
        <HostsList
          initial={list}
          cpu={cpu}
          drawingsMissing={drawn.some(({ id, runs }) => runs && !hours.has(id))}
          batch={batch}
          batchLimits={config().batch}
          // In a view nothing is kept: the account is the staff's.
          tag={viewer.view || viewer.userId === null ? null : tagSelected}
        />
      </PageMessages>
    </>
  );
}

/** Leads whom another customer offers a host to their answer. */
async function OfferedLine({ viewer }: { viewer: Viewer }) {
  if (!config().handover || !isOwner(viewer) || !(await isOffered(viewer.accountId))) {
    return null;
  }
  const t = await getTranslations("handover");
  return (
    <NoticeLine tone="busy" role="status" className="mb-4">
      {t("waiting")} <Link href="/handovers">{t("show")}</Link>
    </NoticeLine>
  );
}
