import { useTranslations } from "next-intl";
import { SystemMark } from "@/components/hosts/system-mark";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { ListTable } from "@/components/ui/list/list-table";
import { withSearch } from "@/lib/fleet/search-params";
import type { SystemFamily } from "@/lib/hosts/host-view";
import { systemOf } from "@/lib/hosts/system-name";
import type { Image } from "@/lib/rstack/master-client";
import "./images-tables.css";

interface ImagesTableProps {
  label: string;
  images: Image[];
  /** It stands beside another: an image's file is below its name. */
  narrow?: boolean;
  /** What a disc is for isn't always the family it is listed under. */
  isDisc?: boolean;
  /** How many hosts have each, by its id. */
  hosts?: Map<string, number>;
  /** The disc that customers can start a host from. */
  rescue?: { id: string } | null;
}

const collator = new Intl.Collator("en", { numeric: true });
const titleOf = ({ id, name, fileName }: Image): string => name ?? fileName ?? id;

/** Systems, or discs. */
export function ImagesTable({ label, images, narrow, isDisc, hosts, rescue }: ImagesTableProps) {
  const t = useTranslations("infrastructure");
  const hasRemarks = images.some(({ remark }) => remark);
  return images.length === 0 ? (
    <EmptyState title={t("images.none")} text={t("images.noneText")} />
  ) : (
    <ListTable
      label={label}
      wide
      columns={[
        { name: t("column.name"), phone: "left", percent: narrow ? undefined : 35 },
        ...(narrow ? [] : [{ name: t("column.file"), phone: "left" as const, className: "image-file" }]),
        ...(hasRemarks ? [{ name: t("column.remark"), phone: "line" as const, percent: 25 as const }] : []),
        ...(hosts
          ? [
              {
                name: t("column.hosts"),
                phone: "right" as const,
                labelled: true,
                numeric: true,
              },
            ]
          : []),
        {
          name: t("column.id"),
          phone: "right",
          labelled: true,
          percent: 10,
          className: "image-id",
        },
      ]}
      rows={images
        .toSorted((a, b) => collator.compare(titleOf(a), titleOf(b)))
        .map((image) => ({
          key: image.id,
          cells: [
            <span key="name" className="flex items-center gap-2">
              <ImageMark
                family={systemOf(image.name ?? image.fileName, isDisc ? null : image.osFamily).family}
              />
              <span>
                <b>{titleOf(image)}</b>
                {isDisc && rescue?.id === image.id ? (
                  <small className="ml-1.5">
                    <Link href="/admin/settings#rescue">{t("images.rescue")}</Link>
                  </small>
                ) : null}
                {narrow && image.name ? <small className="mono block">{image.fileName}</small> : null}
              </span>
            </span>,
            ...(narrow
              ? []
              : [
                  image.fileName === null ? null : (
                    <span key="file" className="mono text-ink-2">
                      {image.fileName}
                    </span>
                  ),
                ]),
            ...(hasRemarks ? [image.remark] : []),
            ...(hosts ? [<HostsOf key="hosts" image={image.id} count={hosts.get(image.id) ?? 0} />] : []),
            <span key="id" className="mono">
              {image.id}
            </span>,
          ],
        }))}
    />
  );
}

/** A ring would be a host that is off. */
const ImageMark = ({ family }: { family: SystemFamily }) =>
  family === "unknown" ? <Icon name="disc" /> : <SystemMark family={family} />;

const HostsOf = ({ image, count }: { image: string; count: number }) =>
  count === 0 ? (
    <span className="image-none text-ink-3">0</span>
  ) : (
    <Link href={withSearch("/admin/hosts", { image })}>{count}</Link>
  );
