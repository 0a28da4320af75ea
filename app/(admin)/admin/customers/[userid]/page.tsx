import { getFormatter, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { customerHref } from "@/components/admin/customer-link";
import {
  CustomerAccounts,
  CustomerHosts,
  CustomerUsage,
} from "@/components/admin/customers/customer-overview";
import { CustomerTimeline, TimelineFilter } from "@/components/admin/timeline";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { byDay } from "@/components/ui/list/by-day";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { customerAccounts, customerHosts, customerUsage } from "@/lib/fleet/customers/customer-page";
import { readTimeline } from "@/lib/fleet/customers/customer-timeline";
import { TIMELINE_SOURCES, timelineSourceOf } from "@/lib/fleet/customers/timeline-sources";
import type { SearchParams } from "@/lib/fleet/search-params";
import type { UserId } from "@/lib/rstack/ids";
import { StaffNotes } from "../../notes/staff-notes";
import { type CustomerPageProps, customerMetadata, requireUserId } from "./page-customer";

export const generateMetadata = (props: CustomerPageProps) => customerMetadata(props);

const RECENT = 12;

export default async function CustomerPage(
  props: CustomerPageProps & { searchParams: Promise<SearchParams> },
) {
  const viewer = await requireStaff();
  const userId = await requireUserId(props);
  const only = timelineSourceOf((await props.searchParams).show);
  const t = await getTranslations("words");
  const [hosts, accounts, { entries }, usage] = await Promise.all([
    customerHosts(userId),
    customerAccounts(userId),
    readTimeline(userId, viewer, { only, after: null, limit: RECENT }),
    usageFacts(userId),
  ]);
  const column = "flex min-w-0 flex-col gap-4 md:gap-5";
  return (
    <div className="grid items-start gap-4 md:gap-5 lg:grid-cols-[minmax(0,1fr)_280px] xl:grid-cols-[minmax(0,1fr)_320px]">
      <div className={column}>
        <CustomerHosts userId={userId} hosts={hosts} />
        <Card
          title={t("timeline")}
          action={
            // On a phone the whole of it, behind "All activity", has the choice.
            <div className="max-md:hidden">
              <TimelineFilter path={customerHref(userId)} sources={TIMELINE_SOURCES} only={only} />
            </div>
          }
          foot={
            <Link href={`${customerHref(userId)}/activity`} className="no-underline hover:underline">
              {t("allActivity")}
            </Link>
          }
          flush
        >
          <CustomerTimeline
            days={await byDay(entries, ({ at }) => at, viewer.timeZone)}
            zone={viewer.timeZone}
          />
        </Card>
      </div>
      <div className={column}>
        <StaffNotes subject={{ userId }} viewer={viewer} />
        <CustomerAccounts userId={userId} accounts={accounts} zone={viewer.timeZone} />
        <CustomerUsage facts={usage} />
      </div>
    </div>
  );
}

/** What isn't known of any host is left out. */
async function usageFacts(userId: UserId): Promise<[string, ReactNode][]> {
  const w = await getTranslations("words");
  const format = await getFormatter();
  const usage = await customerUsage(userId);
  const gb = (value: number) => `${format.number(value, { maximumFractionDigits: 0 })} GB`;
  const facts: [string, ReactNode][] = [
    [w("traffic"), usage.trafficUsedGb === null ? null : gb(usage.trafficUsedGb)],
    [w("cpu"), usage.cpuCores === null ? null : `${format.number(usage.cpuCores)} vCPU`],
    [w("memory"), usage.memoryMb === null ? null : gb(usage.memoryMb / 1024)],
    [w("disk"), usage.diskGb === null ? null : gb(usage.diskGb)],
  ];
  return facts.filter(([, value]) => value !== null);
}
