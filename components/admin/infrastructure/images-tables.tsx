import { useTranslations } from "next-intl";
import { SystemMark } from "@/components/hosts/system-mark";
import { EmptyState } from "@/components/ui/empty-state";
import { ListTable } from "@/components/ui/list/list-table";
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
}

/** Systems, or discs. */
export function ImagesTable({ label, images, narrow, isDisc }: ImagesTableProps) {
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
        ...(narrow ? [] : [{ name: t("column.file"), phone: "line" as const, className: "image-file" }]),
        ...(hasRemarks ? [{ name: t("column.remark"), phone: "line" as const, percent: 25 as const }] : []),
        {
          name: t("column.id"),
          phone: "right",
          labelled: true,
          percent: 10,
          className: "first-line image-id",
        },
      ]}
      rows={images.map((image) => ({
        key: image.id,
        cells: [
          <span key="name" className="flex items-center gap-2">
            <SystemMark
              family={systemOf(image.name ?? image.fileName, isDisc ? null : image.osFamily).family}
            />
            <span>
              <b>{image.name ?? image.fileName ?? image.id}</b>
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
          <span key="id" className="mono">
            {image.id}
          </span>,
        ],
      }))}
    />
  );
}
