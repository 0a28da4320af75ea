import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ImagesTable } from "@/components/admin/infrastructure/images-tables";
import { NodeHead, NodeHosts } from "@/components/admin/infrastructure/node-cards";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { Pages } from "@/components/admin/lists/pages";
import { TopLine } from "@/components/shell/top-line";
import { Icon } from "@/components/ui/icon";
import "@/components/hosts/host-sheet.css";
import "@/components/ui/disclosure.css";
import { TableCard } from "@/components/ui/list/table-card";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { NODE_HOSTS_PAGE } from "@/lib/fleet/infrastructure/nodes";
import { type OneNode, readNode } from "@/lib/fleet/infrastructure/one-node";
import { pageOf, type SearchParams } from "@/lib/fleet/search-params";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";
import { parseRowId } from "@/lib/rstack/ids";

interface NodePageProps {
  params: Promise<{ nodeid: string }>;
  searchParams: Promise<SearchParams>;
}

/** By its id: the name would have to be asked for. */
export async function generateMetadata({ params }: NodePageProps): Promise<Metadata> {
  const t = await getTranslations("infrastructure.node");
  return { title: [t("facts"), parseRowId((await params).nodeid)].filter(Boolean).join(" ") };
}

export default async function NodePage({ params, searchParams }: NodePageProps) {
  const viewer = await requireStaff();
  await wantFleet();
  const nodeId = parseRowId((await params).nodeid);
  const page = pageOf((await searchParams).page);
  const found = nodeId && (await readNode(nodeId, page));
  if (!found) {
    notFound();
  }
  const t = await getTranslations("infrastructure");
  const owners = found.hosts.flatMap(({ owner }) => owner ?? []);
  const names = await namesOf(owners);
  wantNames(owners, names);
  return (
    <>
      <TopLine title={found.name ?? nodeId} above={{ href: "/admin/infrastructure", title: t("title") }} />
      <div className="grid gap-4">
        {found.fault ? (
          <ListSilence
            fault={found.fault}
            refused={(text) => t("fault.refused", { text })}
            silent={t("fault.silent")}
          />
        ) : null}
        <div className="sheet">
          {found.node ? <NodeHead node={found.node} creates={viewer.role === "admin"} /> : null}
          <TableCard
            title={t("node.hosts")}
            count={found.totalHosts}
            note={found.totalHosts === 0 ? t("node.noHosts") : null}
          >
            {found.hosts.length > 0 ? <NodeHosts hosts={found.hosts} names={names} /> : null}
          </TableCard>
          <Pages
            page={page}
            pages={Math.ceil(found.totalHosts / NODE_HOSTS_PAGE)}
            hrefOf={(n) => `/admin/infrastructure/nodes/${nodeId}?page=${n}`}
          />
          <Images images={found.images} />
        </div>
      </div>
    </>
  );
}

/** Many nodes have the same: behind a line each, under the hosts. */
async function Images({ images }: Pick<OneNode, "images">) {
  const t = await getTranslations("infrastructure");
  if (!images.ok) {
    return (
      <section className="card">
        <h2 className="mb-3">{t("node.images")}</h2>
        <ListSilence
          fault={images.fault}
          refused={(text) => t("fault.refused", { text })}
          silent={t("fault.silent")}
        />
      </section>
    );
  }
  return (["systems", "discs"] as const).map((kind) => {
    const title = t(kind === "systems" ? "node.images" : "node.discs");
    const listed = images.value[kind];
    return (
      <details key={kind} className="disclosure border-line border-t">
        <summary className="px-4 py-2 md:px-6">
          <Icon name="chevron-down" small />
          <b>{title}</b>
          <span className="text-ink-3 text-13">{listed.length}</span>
        </summary>
        <div>
          {listed.length === 0 ? (
            <p className="px-4 text-ink-2 md:px-6">{t(`node.noImages.${kind}`)}</p>
          ) : (
            <ImagesTable label={title} images={listed} isDisc={kind === "discs"} />
          )}
        </div>
      </details>
    );
  });
}
