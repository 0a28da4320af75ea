import { getTranslations } from "next-intl/server";
import { KnownCustomer } from "@/components/admin/customer-link";
import { LiveMark } from "@/components/hosts/live/live-mark";
import { Marked } from "@/components/ui/list/marked";
import type { TableColumn } from "@/components/ui/list/table";
import { State } from "@/components/ui/state";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import type { Sort } from "@/lib/fleet/hosts/fleet-query";
import type { FleetHost } from "@/lib/fleet/hosts/fleet-table";
import { TrafficUsed } from "../traffic-used";
import { FleetRowMenu } from "./fleet/row-menu";
import { HostName } from "./host-name";

interface FleetColumn extends Omit<TableColumn, "sort"> {
  cell: (host: FleetHost) => React.ReactNode;
  sort?: Sort;
}

/** Of the staff's list. `words`: what was looked for; `names`: what is kept of the owners, by number. */
export async function fleetColumns(words: string, names: Map<string, CustomerName>): Promise<FleetColumn[]> {
  const w = await getTranslations("words");
  const t = await getTranslations("fleet-hosts");
  return [
    {
      name: w("host"),
      sort: "name",
      phone: "title",
      cell: (host) => <HostName host={host} words={words} />,
    },
    {
      name: w("state"),
      width: "w-[17%]",
      phone: "sub",
      cell: ({ doubled, vmId, state, stateAt, work }) =>
        doubled ? (
          <State sign="failed">{t("status.doubled")}</State>
        ) : (
          <LiveMark id={vmId} state={state} at={stateAt} work={work} />
        ),
    },
    {
      name: w("customer"),
      width: "w-[15%]",
      sort: "owner",
      phone: "meta",
      className: "max-md:max-w-28",
      cell: ({ owner }) =>
        owner ? (
          <KnownCustomer userId={owner} names={names} words={words} />
        ) : (
          <span className="text-ink-3">{t("nobody")}</span>
        ),
    },
    {
      name: w("address"),
      width: "w-[14%]",
      phone: "also",
      cell: ({ address, moreAddresses }) => (
        <>
          {address ? <Marked text={address} words={words} /> : null}
          {moreAddresses > 0 ? <span className="text-12 text-ink-3"> +{moreAddresses}</span> : null}
        </>
      ),
    },
    {
      name: w("node"),
      width: "w-[11%]",
      sort: "node",
      wide: true,
      cell: ({ nodeName, areaName }) => <span className="text-ink-2">{nodeName ?? areaName}</span>,
    },
    {
      name: w("system"),
      width: "w-[12%]",
      sort: "image",
      wide: true,
      cell: ({ imageName }) => <span className="text-ink-2">{imageName}</span>,
    },
    {
      name: w("traffic"),
      width: "w-42 @max-[1024px]:w-24",
      sort: "traffic",
      className: "@max-[740px]:hidden",
      cell: (host) => <TrafficUsed of={host} />,
    },
    {
      name: w("actions"),
      width: "w-15",
      phone: "end",
      unnamed: true,
      className: "text-right",
      // Of one that is listed twice nothing can be asked.
      cell: ({ doubled, vmId, name }) => (doubled ? null : <FleetRowMenu id={vmId} name={name ?? vmId} />),
    },
  ];
}
