import { useFormatter, useTranslations } from "next-intl";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { Disclosure } from "@/components/ui/disclosure";
import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/list/table";
import { Meter } from "@/components/ui/meter";
import { NoticeLine } from "@/components/ui/notice-line";
import { DescriptionList } from "@/components/ui/page/facts";
import { placeText } from "@/lib/fleet/hosts/place";
import type { PlaceOffer } from "@/lib/fleet/hosts/place-offer";
import { withSearch } from "@/lib/fleet/search-params";
import { MB_IN_GB } from "@/lib/units";
import { PlacePicker } from "./place-picker";
import { Step, TILE } from "./step";

interface PlaceCardProps {
  offer: PlaceOffer;
  chosen: NonNullable<PlaceOffer["chosen"]>;
  owner: string;
}

/** Where the host goes, and what there is room for. */
export function PlaceCard({ offer, chosen, owner }: PlaceCardProps) {
  const w = useTranslations("words");
  const t = useTranslations("fleet-hosts.place");
  const { place } = chosen;
  const isNode = "nodeId" in place;
  const chosenNode = isNode ? offer.nodes.find(({ id }) => id === place.nodeId) : undefined;
  const optionsIn = (area: string | null) =>
    offer.nodes
      .filter(({ areaId }) => (offer.areas.some(({ id }) => id === areaId) ? areaId : null) === area)
      .map(({ id, name, isInMaintenance }) => ({
        value: placeText({ nodeId: id }),
        text: [name ?? id, isInMaintenance ? w("maintenanceNow") : null].filter(Boolean).join(" · "),
        disabled: isInMaintenance === true,
      }));
  const groups = [
    ...offer.areas.map(({ id, name }) => ({ label: name ?? id, options: optionsIn(id) })),
    { label: t("nodes"), options: optionsIn(null) },
  ].filter(({ options }) => options.length > 0);
  const shut = chosen.nodes.some(({ isInMaintenance }) => isInMaintenance === true);
  return (
    <Step title={w("region")}>
      <div className="grid gap-3 md:grid-cols-3">
        {offer.areas.map((area) => (
          <AreaTile
            key={area.id}
            area={area}
            nodes={offer.nodes.filter(({ areaId }) => areaId === area.id)}
            isChosen={"areaId" in place ? place.areaId === area.id : chosenNode?.areaId === area.id}
            node={chosenNode?.areaId === area.id ? chosenNode : null}
            href={withSearch("/admin/hosts/new", { place: placeText({ areaId: area.id }), owner })}
          />
        ))}
      </div>
      {shut ? (
        <NoticeLine tone="alert" role="status">
          {t("shut")}
        </NoticeLine>
      ) : null}
      <div>
        <Disclosure title={t("chooseNode")} open={isNode || offer.areas.length === 0}>
          <PlacePicker
            label={w("node")}
            show={t("show")}
            none={t("anyNode")}
            value={isNode ? placeText(place) : ""}
            groups={groups}
            owner={owner}
          />
          <Room nodes={chosen.nodes} />
        </Disclosure>
      </div>
      {chosen.unread > 0 ? (
        <NoticeLine tone="busy" role="status">
          {t("unread", {
            read: chosen.nodes.length - chosen.unread - chosen.silent,
            nodes: chosen.nodes.length,
          })}
          <RefreshWhile />
        </NoticeLine>
      ) : null}
      {chosen.silent > 0 ? (
        <NoticeLine tone="alert" role="status">
          {t("silent", { nodes: chosen.silent })}
        </NoticeLine>
      ) : null}
    </Step>
  );
}

interface AreaTileProps {
  area: PlaceOffer["areas"][number];
  nodes: PlaceOffer["nodes"];
  isChosen: boolean;
  /** The one of its nodes that was chosen. */
  node: PlaceOffer["nodes"][number] | null;
  href: string;
}

/** An area with its nodes, or the one that was chosen, and how much memory is left there where they tell. */
function AreaTile({ area, nodes, isChosen, node, href }: AreaTileProps) {
  const t = useTranslations("fleet-hosts.place");
  const format = useFormatter();
  const open = nodes.filter(({ isInMaintenance }) => isInMaintenance !== true);
  const counted = node ? [node] : open;
  const shut = nodes.length - open.length;
  const counts = { count: nodes.length, shut };
  const sum = (of: (node: (typeof open)[number]) => number | null) =>
    counted.reduce<number | null>((all, node) => {
      const value = of(node);
      return all === null || value === null ? null : all + value;
    }, 0);
  const [free, total] = [sum(({ freeMemoryMb }) => freeMemoryMb), sum(({ totalMemoryMb }) => totalMemoryMb)];
  const gb = (mb: number) => format.number(Math.round(mb / MB_IN_GB));
  const said =
    free === null || counted.length === 0
      ? null
      : total
        ? t("memoryOf", { free: gb(free), total: gb(total) })
        : t("memoryFree", { free: gb(free) });
  return (
    <Link href={href} stay="replace" aria-current={isChosen ? "true" : undefined} className={TILE}>
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="font-medium">{area.name ?? area.id}</span>
        <span className="text-13 text-ink-2">
          {node
            ? t(shut > 0 ? "nodeNamedOf" : "nodeNamed", { name: node.name ?? node.id, ...counts })
            : shut === 0
              ? t("nodeCount", counts)
              : t(open.length === 0 ? "nodesAllShut" : "nodesShut", counts)}
        </span>
        {free !== null && total ? <Meter used={total - free} limit={total} label={said ?? ""} /> : null}
        {said ? <span className="text-13 text-ink-3 tabular-nums">{said}</span> : null}
      </span>
      <span
        className={`size-4 rounded-full ${isChosen ? "border-5 border-accent bg-on-accent" : "border border-edge"}`}
        aria-hidden="true"
      />
    </Link>
  );
}

function Room({ nodes }: { nodes: PlaceCardProps["chosen"]["nodes"] }) {
  const w = useTranslations("words");
  const t = useTranslations("fleet-hosts.place");
  const n = useTranslations("infrastructure.node");
  const format = useFormatter();
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? "–" : format.number(value);
  const gb = (value: number | null) => (value === null ? "–" : `${format.number(value)} GB`);
  // Free ones, or where RStack doesn't tell those the most that one host may have.
  const areCoresFree = nodes.every(({ freeCpuCores }) => freeCpuCores !== null);
  // What a host may have at most is no figure of what is free: it ends the row.
  const ofCores = (node: (typeof nodes)[number]) =>
    number(areCoresFree ? node.freeCpuCores : node.maxCpuCores);
  const withCores = (rest: string[], own: string) => (areCoresFree ? [own, ...rest] : [...rest, own]);
  const columns = withCores(
    [t("memory"), t("disk"), t("ipv4"), t("private"), t("ipv6")],
    n(areCoresFree ? "coresFree" : "coresMost"),
  );
  const cellsOf = (node: (typeof nodes)[number]) =>
    withCores(
      [
        gb(node.freeMemoryMb === null ? null : Math.round(node.freeMemoryMb / MB_IN_GB)),
        gb(node.freeDiskGb),
        number(node.free?.ipv4),
        number(node.free?.privateIpv4),
        number(node.free?.ipv6),
      ],
      ofCores(node),
    );
  const [only, second] = nodes;
  return (
    <div className="mt-5">
      {only && !second ? (
        <DescriptionList columns facts={cellsOf(only).map((value, at) => [columns[at] ?? "", value])} />
      ) : (
        <Table
          label={t("room")}
          columns={[w("node"), ...columns].map((name) => ({ name }))}
          rows={nodes.map((node) => ({ key: node.id, cells: [node.name ?? node.id, ...cellsOf(node)] }))}
        />
      )}
    </div>
  );
}
