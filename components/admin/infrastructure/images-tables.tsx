import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { ListTable } from "@/components/ui/list-table";
import type { Image } from "@/lib/rstack/master-client";

/** Systems, or discs. */
export function ImagesTable({ label, images }: { label: string; images: Image[] }) {
  const t = useTranslations("infrastructure");
  const hasRemarks = images.some(({ remark }) => remark);
  return images.length === 0 ? (
    <EmptyState title={t("images.none")} text={t("images.noneText")} />
  ) : (
    <ListTable
      label={label}
      dense
      columns={[
        t("column.name"),
        t("column.family"),
        t("column.file"),
        t("column.id"),
        ...(hasRemarks ? [t("column.remark")] : []),
      ]}
      rows={images.map((image) => ({
        key: image.id,
        cells: [
          image.name ?? image.fileName ?? image.id,
          image.osFamily ?? t("unknown"),
          <span key="file" className="mono">
            {image.fileName ?? t("unknown")}
          </span>,
          image.id,
          image.remark ?? "",
        ],
      }))}
    />
  );
}
