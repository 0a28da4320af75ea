import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImagesTable } from "@/components/admin/infrastructure/images-tables";
import { InfrastructureTabs } from "@/components/admin/infrastructure/infrastructure-tabs";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { TopLine } from "@/components/shell/top-line";
import { TableCard } from "@/components/ui/list/table-card";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { imageUses } from "@/lib/fleet/infrastructure/image-use";
import { readImages } from "@/lib/fleet/infrastructure/one-node";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";
import { storedSettings } from "@/lib/provider/settings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("infrastructure.images"))("title") };
}

export default async function ImagesPage() {
  await requireStaff();
  const t = await getTranslations("infrastructure");
  await wantFleet();
  const [images, { systems, discs }, { rescueDisc }] = await Promise.all([
    readImages(null),
    imageUses(),
    storedSettings(),
  ]);
  return (
    <>
      <TopLine title={t("title")} />
      <div className="grid gap-4">
        <InfrastructureTabs />
        {images.ok ? (
          <div className="sheet ruled">
            {(["systems", "discs"] as const).map((kind) => (
              <TableCard key={kind} title={t(`images.${kind}`)} count={images.value[kind].length}>
                <ImagesTable
                  label={t(`images.${kind}`)}
                  images={images.value[kind]}
                  isDisc={kind === "discs"}
                  systems={kind === "systems" ? systems : undefined}
                  discs={kind === "discs" ? discs : undefined}
                  rescue={rescueDisc ?? null}
                />
              </TableCard>
            ))}
          </div>
        ) : (
          <ListSilence
            fault={images.fault}
            refused={(text) => t("fault.refused", { text })}
            silent={t("fault.silent")}
          />
        )}
        {images.ok && images.value.systems.length + images.value.discs.length > 0 ? (
          <p className="px-1 text-ink-3 text-12">{t("images.note")}</p>
        ) : null}
      </div>
    </>
  );
}
