import { notFound } from "next/navigation";
import { getTimeZone, getTranslations } from "next-intl/server";
import { defineList, type ListView } from "@/app/lists/define-list";
import { KnownCustomer } from "@/components/admin/customer-link";
import { ImageName, sortedImages } from "@/components/admin/infrastructure/image-cells";
import { NodeHead, StateOf } from "@/components/admin/infrastructure/node-head";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { DowntimeCard } from "@/components/hosts/downtime/downtime-card";
import { Rows } from "@/components/ui/card";
import { RowLink } from "@/components/ui/list/table";
import { Fold } from "@/components/ui/page/fold";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { NODE_HOSTS_PAGE, type NodeHost } from "@/lib/fleet/infrastructure/nodes";
import { type OneNode, readNode } from "@/lib/fleet/infrastructure/one-node";
import { pageOf, type SearchParams } from "@/lib/fleet/search-params";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";
import { downtimeOnNode } from "@/lib/monitor/downtime/read-downtime";
import { parseRowId } from "@/lib/rstack/ids";

interface NodeQuery {
  nodeId: ReturnType<typeof parseRowId>;
  page: number;
}

/** The hosts on a node, below what is known of it. */
export const nodeHostsList = defineList({
  id: "node-hosts",
  path: ({ nodeId }: NodeQuery) => `/admin/infrastructure/nodes/${nodeId}`,
  title: async () => (await getTranslations("infrastructure.node"))("hosts"),
  viewer: requireStaff,
  parse: (search: SearchParams, { nodeid = "" }): NodeQuery => ({
    nodeId: parseRowId(nodeid),
    page: pageOf(search.page),
  }),
  chosen: () => ({}),
  async read({ query: { nodeId, page }, viewer }): Promise<ListView<NodeHost>> {
    await wantFleet();
    const [found, downtime] = nodeId
      ? await Promise.all([readNode(nodeId, page), downtimeOnNode(nodeId, await getTimeZone())])
      : [];
    if (!nodeId || !found || !downtime) {
      notFound();
    }
    const w = await getTranslations("words");
    const t = await getTranslations("infrastructure");
    const owners = found.hosts.flatMap(({ owner }) => owner ?? []);
    const names = await namesOf(owners);
    wantNames(owners, names);
    return {
      rows: found.hosts,
      rowKey: ({ vmId }) => vmId,
      above: (
        <>
          <NodeHead id={nodeId} node={found.node} name={found.name} creates={viewer.role === "admin"} />
          {found.fault ? <Silence fault={found.fault} /> : null}
          <h2>{t("node.hosts")}</h2>
        </>
      ),
      columns: [
        {
          name: w("host"),
          phone: "title",
          cell: ({ vmId, name }) => (
            <>
              <RowLink href={`/admin/hosts/${vmId}`}>{name || vmId}</RowLink>
              {name ? <span className="ml-2 text-12 text-ink-3">{vmId}</span> : null}
            </>
          ),
        },
        {
          name: w("state"),
          phone: "sub",
          width: "w-[16%]",
          cell: ({ state, isUnread }) => <StateOf state={state} isUnread={isUnread} />,
        },
        {
          name: w("customer"),
          phone: "also",
          width: "w-[20%]",
          cell: ({ owner }) => <KnownCustomer userId={owner} names={names} />,
        },
        { name: w("address"), width: "w-[16%]", cell: ({ ipv4 }) => ipv4 },
        {
          name: w("system"),
          width: "w-[20%]",
          wide: true,
          cell: ({ imageName }) => <span className="text-ink-2">{imageName}</span>,
        },
      ],
      page: { at: page, size: NODE_HOSTS_PAGE, total: found.totalHosts },
      below: (
        <>
          <DowntimeCard view={downtime} />
          <Images images={found.images} />
        </>
      ),
      empty: { title: w("noHostsYet") },
    };
  },
});

async function Silence({ fault }: { fault: Parameters<typeof ListSilence>[0]["fault"] }) {
  const w = await getTranslations("words");
  const t = await getTranslations("fleet-operations.fault");
  return <ListSilence fault={fault} refused={(text) => w("listRefused", { text })} silent={t("silent")} />;
}

/** Many nodes have the same: behind a line each, under the hosts. */
async function Images({ images }: Pick<OneNode, "images">) {
  const t = await getTranslations("infrastructure.node");
  const w = await getTranslations("words");
  if (!images.ok) {
    return <Silence fault={images.fault} />;
  }
  return (
    <Rows>
      {(["systems", "discs"] as const).map((kind) => (
        <Fold
          key={kind}
          title={kind === "systems" ? t("images") : w("isoImages")}
          meta={images.value[kind].length}
        >
          <ul className="flex flex-col gap-2 px-4 pb-4 text-13 md:px-5">
            {images.value[kind].length === 0 ? <li className="text-ink-2">{t(`noImages.${kind}`)}</li> : null}
            {sortedImages(images.value[kind]).map((image) => (
              <li key={image.id} className="relative max-md:pl-7">
                <ImageName image={image} isDisc={kind === "discs"} />
              </li>
            ))}
          </ul>
        </Fold>
      ))}
    </Rows>
  );
}
