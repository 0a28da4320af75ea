import { getTranslations } from "next-intl/server";
import { defineList, type ListView } from "@/app/lists/define-list";
import {
  Drives,
  HostsOf,
  ImageName,
  NodesOf,
  sortedImages,
} from "@/components/admin/infrastructure/image-cells";
import { InfrastructureTabs } from "@/components/admin/infrastructure/infrastructure-tabs";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { imageUses } from "@/lib/fleet/infrastructure/image-use";
import { readImages } from "@/lib/fleet/infrastructure/one-node";
import { one, type SearchParams } from "@/lib/fleet/search-params";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";
import { storedSettings } from "@/lib/provider/settings";
import type { Image } from "@/lib/rstack/master-client";

const KINDS = ["systems", "discs"] as const;

interface ImageRow {
  kind: (typeof KINDS)[number];
  image: Image;
}

/** What can be installed or put into a drive, and which hosts have it. */
export const imagesList = defineList({
  id: "images",
  path: "/admin/infrastructure/images",
  title: async () => (await getTranslations("words"))("systemAndIsoImages"),
  viewer: requireStaff,
  parse: (search: SearchParams) => ({
    q: one(search.q).trim().slice(0, 100) || null,
    kind: KINDS.find((kind) => kind === one(search.kind)) ?? null,
  }),
  chosen: (query) => ({ ...query }),
  async read({ query: { q, kind } }): Promise<ListView<ImageRow>> {
    await wantFleet();
    const w = await getTranslations("words");
    const t = await getTranslations("infrastructure");
    const [images, { systems, discs }, { rescueDisc }] = await Promise.all([
      readImages(null),
      imageUses(),
      storedSettings(),
    ]);
    const part = q?.toLowerCase() ?? "";
    const shows = ({ id, name, fileName, remark }: Image) =>
      [id, name, fileName, remark].some((text) => text?.toLowerCase().includes(part));
    const all = KINDS.map((one) => ({
      kind: one,
      images: images.ok ? sortedImages(images.value[one]) : [],
    }));
    const titles = { systems: t("images.systems"), discs: w("isoImages") };
    const groups = all
      .filter((group) => kind === null || group.kind === kind)
      .map((group) => ({
        title: titles[group.kind],
        rows: group.images.filter(shows).map((image): ImageRow => ({ kind: group.kind, image })),
      }))
      .filter(({ rows }) => rows.length > 0);
    return {
      rows: groups.flatMap(({ rows }) => rows),
      groups,
      heading: w("infrastructure"),
      rowKey: ({ kind, image }) => `${kind} ${image.id}`,
      above: <InfrastructureTabs />,
      lead: true,
      search: { label: w("searchImages"), placeholder: w("searchImages"), live: true },
      segments: {
        name: "kind",
        label: w("type"),
        items: [
          { value: null, label: w("all") },
          ...all.map((group) => ({
            value: group.kind,
            label: titles[group.kind],
            count: images.ok ? group.images.length : null,
          })),
        ],
      },
      columns: [
        {
          name: w("name"),
          phone: "title",
          cell: ({ kind, image }) => (
            <ImageName
              image={image}
              isDisc={kind === "discs"}
              rescue={kind === "discs" && rescueDisc?.id === image.id}
            />
          ),
        },
        ...(groups.some(({ rows }) => rows.some(({ image }) => image.remark))
          ? [
              {
                name: w("remark"),
                wide: true,
                cell: ({ image }: ImageRow) => <span className="text-ink-2">{image.remark}</span>,
              },
            ]
          : []),
        {
          name: w("hosts"),
          align: "right",
          phone: "meta",
          width: "w-[9%]",
          cell: ({ kind, image }) =>
            kind === "systems" ? (
              <HostsOf image={image.id} count={systems.get(image.id)?.hosts ?? 0} />
            ) : null,
        },
        {
          name: t("images.where"),
          phone: "sub",
          width: "w-[28%]",
          cell: ({ kind, image }) =>
            kind === "systems" ? (
              <NodesOf image={image.id} nodes={systems.get(image.id)?.nodes ?? []} />
            ) : (
              <Drives hosts={discs?.get(image.id) ?? []} />
            ),
        },
      ],
      empty: { title: w("nothingYet") },
      failed: images.ok ? undefined : images.fault,
    };
  },
});
