import { useTranslations } from "next-intl";
import { SystemMark } from "@/components/hosts/system-mark";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { type Column, ListTable } from "@/components/ui/list/list-table";
import type { DiscHost, ImageUse } from "@/lib/fleet/infrastructure/image-use";
import { withSearch } from "@/lib/fleet/search-params";
import type { SystemFamily } from "@/lib/hosts/host-view";
import { systemOf } from "@/lib/hosts/system-name";
import type { Image } from "@/lib/rstack/master-client";
import { HostLink } from "../host-link";
import "./images-tables.css";

interface ImagesTableProps {
  label: string;
  images: Image[];
  /** What a disc is for isn't always the family it is listed under. */
  isDisc?: boolean;
  /** Which hosts have each, by its id. */
  systems?: Map<string, ImageUse>;
  /** In which hosts' drives each is, by its id. */
  discs?: Map<string, DiscHost[]> | null;
  /** The disc that customers can start a host from. */
  rescue?: { id: string } | null;
}

const collator = new Intl.Collator("en", { numeric: true });
const titleOf = ({ id, name, fileName }: Image): string => name ?? fileName ?? id;
const familyOf = ({ name, fileName, osFamily }: Image, isDisc?: boolean): SystemFamily =>
  systemOf(name ?? fileName, isDisc ? null : osFamily).family;

const KINDS = ["linux", "windows", "other"] as const;
const OTHERS: readonly SystemFamily[] = ["freebsd", "unknown"];
const kindOf = (family: SystemFamily): (typeof KINDS)[number] =>
  family === "windows" ? "windows" : OTHERS.includes(family) ? "other" : "linux";

/** Systems, or discs: what each is, and what is made of it. */
export function ImagesTable({ label, images, isDisc, systems, discs, rescue }: ImagesTableProps) {
  const t = useTranslations("infrastructure");
  if (images.length === 0) {
    const kind = isDisc ? "discs" : "systems";
    return <EmptyState title={t(`images.none.${kind}`)} text={t(`images.noneText.${kind}`)} />;
  }
  const hasRemarks = images.some(({ remark }) => remark);
  const columns: Column[] = [
    { name: t("column.name"), phone: "left", percent: 35 },
    ...(hasRemarks ? [{ name: t("column.remark"), phone: "line" as const, percent: 20 as const }] : []),
    ...(systems
      ? [
          {
            ...{ name: t("column.hosts"), phone: "line" as const, percent: 12 as const },
            className: "image-use",
          },
          { name: t("images.where"), className: "image-use" },
        ]
      : []),
    ...(discs ? [{ name: t("images.mounted"), phone: "line" as const, className: "image-use" }] : []),
  ];
  const rowOf = (image: Image) => ({
    key: image.id,
    cells: [
      <span key="name" className="flex items-center gap-2">
        <ImageMark family={familyOf(image, isDisc)} />
        <span>
          <b>{titleOf(image)}</b>
          {isDisc && rescue?.id === image.id ? (
            <small className="ml-1.5">
              {t("images.rescue")} · <Link href="/admin/settings#rescue">{t("images.change")}</Link>
            </small>
          ) : null}
          <small className="mono block">
            {image.name && image.fileName ? `${image.fileName} · ` : null}
            {t("node.id")} {image.id}
          </small>
        </span>
      </span>,
      ...(hasRemarks ? [image.remark] : []),
      ...(systems
        ? [
            <HostsOf key="hosts" image={image.id} use={systems.get(image.id) ?? NONE} />,
            <NodesOf key="nodes" image={image.id} nodes={(systems.get(image.id) ?? NONE).nodes} />,
          ]
        : []),
      ...(discs ? [<DrivesOf key="drives" hosts={discs.get(image.id) ?? []} />] : []),
    ],
  });
  const sorted = images.toSorted((a, b) => collator.compare(titleOf(a), titleOf(b)));
  const groups = KINDS.map((kind) => ({
    title: t(`images.kinds.${kind}`),
    rows: sorted.filter((image) => kindOf(familyOf(image)) === kind).map(rowOf),
  })).filter(({ rows }) => rows.length > 0);
  return systems && groups.length > 1 ? (
    <ListTable label={label} wide columns={columns} groups={groups} />
  ) : (
    <ListTable label={label} wide columns={columns} rows={sorted.map(rowOf)} />
  );
}

/** A ring would be a host that is off. */
const ImageMark = ({ family }: { family: SystemFamily }) =>
  family === "unknown" ? <Icon name="disc" /> : <SystemMark family={family} />;

const NONE: ImageUse = { hosts: 0, nodes: [] };

/** How many; on a phone with the nodes behind. */
function HostsOf({ image, use }: { image: string; use: ImageUse }) {
  const t = useTranslations("infrastructure.images");
  const { hosts: count, nodes } = use;
  return (
    <span className="image-hosts">
      {count === 0 ? (
        <span className="text-ink-3">
          <span className="max-md:hidden">0</span>
          <span className="phone-text">{t("unused")}</span>
        </span>
      ) : (
        <Link href={withSearch("/admin/hosts", { image })} className="whitespace-nowrap">
          {/* On a desk the head of the column says of what. */}
          <span className="max-md:hidden">{count}</span>
          <span className="phone-text">{t("hosts", { count })}</span>
        </Link>
      )}
      {nodes.length > 0 ? (
        <span className="phone-text">
          <NodesOf image={image} nodes={nodes} />
        </span>
      ) : null}
    </span>
  );
}

function NodesOf({ image, nodes }: { image: string; nodes: ImageUse["nodes"] }) {
  return nodes.length === 0 ? null : (
    <span className="flex flex-wrap gap-x-3">
      {nodes.map(({ id, name, hosts }) => (
        <span key={id} className="whitespace-nowrap">
          <Link href={withSearch("/admin/hosts", { image, node: id })}>{name}</Link>
          {hosts > 1 ? <small> ×{hosts}</small> : null}
        </span>
      ))}
    </span>
  );
}

const MOST_NAMED = 4;

/** The hosts that have it in their drive. */
function DrivesOf({ hosts }: { hosts: DiscHost[] }) {
  const t = useTranslations("infrastructure.images");
  return hosts.length === 0 ? (
    <span className="text-ink-3">{t("unmounted")}</span>
  ) : (
    <span className="flex flex-wrap items-baseline gap-x-3">
      <small className="phone-text">{t("mounted")}</small>
      {hosts.slice(0, MOST_NAMED).map(({ vmId, name }) => (
        <HostLink key={vmId} vmId={vmId} name={name} />
      ))}
      {hosts.length > MOST_NAMED ? <small>{t("more", { count: hosts.length - MOST_NAMED })}</small> : null}
    </span>
  );
}
