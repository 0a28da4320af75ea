import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { defineList, type ListView } from "@/app/lists/define-list";
import { KnownCustomer } from "@/components/admin/customer-link";
import { HostLink } from "@/components/admin/host-link";
import { StateOf } from "@/components/admin/infrastructure/node-head";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { HostHeader } from "@/components/ui/page/header";
import { Badge } from "@/components/ui/state";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { type AddressRun, addressRuns } from "@/lib/fleet/infrastructure/address-runs";
import {
  ADDRESS_KINDS,
  type AddressFilter,
  addressFilterFrom,
} from "@/lib/fleet/infrastructure/place-filters";
import {
  ADDRESSES_A_PAGE,
  type HeldAddress,
  type PoolPage,
  readPool,
} from "@/lib/fleet/infrastructure/pools";
import { pageOf, type SearchParams } from "@/lib/fleet/search-params";
import { parseRowId } from "@/lib/rstack/ids";

type Run = AddressRun<HeldAddress>;

interface AddressQuery {
  poolId: ReturnType<typeof parseRowId>;
  filter: AddressFilter;
  page: number;
}

/** A pool's addresses and who has them; free ones that follow each other are one row. */
export const addressesList = defineList({
  id: "addresses",
  path: ({ poolId }: AddressQuery) => `/admin/infrastructure/pools/${poolId}`,
  title: async () => (await getTranslations("words"))("addresses"),
  viewer: requireStaff,
  parse: (search: SearchParams, { poolid = "" }): AddressQuery => ({
    poolId: parseRowId(poolid),
    filter: addressFilterFrom(search),
    page: pageOf(search.page),
  }),
  chosen: ({ filter }) => ({ ...filter }),
  async read({ query: { poolId, filter, page }, viewer }): Promise<ListView<Run>> {
    if (!poolId) {
      notFound();
    }
    const w = await getTranslations("words");
    const t = await getTranslations("infrastructure");
    const answer = await readPool(poolId, filter, page);
    const found = answer.ok ? answer.value : null;
    if (found && !found.pool && found.use.total === 0) {
      notFound();
    }
    const addresses = found?.addresses ?? [];
    const owners = addresses.flatMap(({ owner }) => owner ?? []);
    const names = await namesOf(owners);
    wantNames(owners, names);
    return {
      rows: addressRuns(addresses),
      rowKey: ({ first }) => first.address,
      above: <Head poolId={poolId} found={found} creates={viewer.role === "admin"} />,
      search: { label: t("pool.search"), placeholder: t("pool.search") },
      filters: [
        { name: "remark", label: w("remark"), input: { type: "text" } },
        {
          name: "kind",
          label: w("type"),
          options: ADDRESS_KINDS.map((kind) => [kind, t(`pools.kinds.${kind}`)] as const),
        },
      ],
      columns: [
        {
          name: w("address"),
          phone: "title",
          width: "w-[26%]",
          cell: ({ first, last }) => (
            <span className={first.isFree ? "text-ink-3" : "font-medium"}>
              {first === last ? first.address : `${first.address} – ${last.address}`}
            </span>
          ),
        },
        {
          name: t("column.who"),
          phone: "sub",
          cell: ({ first: { vmId, hostName, isFree }, count }) =>
            vmId ? (
              <HostLink vmId={vmId} name={hostName} />
            ) : (
              (hostName ?? (
                <span className="text-ink-3">
                  {isFree ? t("pool.free", { count }) : isFree === null ? w("unknown") : t("pool.taken")}
                </span>
              ))
            ),
        },
        {
          name: w("customer"),
          phone: "also",
          width: "w-[20%]",
          cell: ({ first: { owner } }) => <KnownCustomer userId={owner} names={names} />,
        },
        {
          name: w("state"),
          width: "w-[15%]",
          cell: ({ first: { host } }) => host && <StateOf {...host} />,
        },
        ...(addresses.some(({ remark }) => remark)
          ? [
              {
                name: w("remark"),
                width: "w-[14%]",
                wide: true,
                cell: ({ first }: Run) => <span className="text-ink-2">{first.remark}</span>,
              },
            ]
          : []),
      ],
      page: { at: page, size: ADDRESSES_A_PAGE, total: found?.found ?? 0 },
      empty: { title: w("nothingYet") },
      failed: answer.ok ? undefined : answer.fault,
    };
  },
});

/** From here on it is time for more addresses; as the bar of a list says it. */
const NEAR = 0.9;

interface HeadProps {
  poolId: string;
  /** Null while RStack lists nothing. */
  found: PoolPage | null;
  /** Whoever looks may create hosts. */
  creates: boolean;
}

/** What it is, and how much of it is left. */
async function Head({ poolId, found, creates }: HeadProps) {
  const t = await getTranslations("infrastructure");
  const w = await getTranslations("words");
  const { pool = null, use = { total: 0, used: 0 }, range = null } = found ?? {};
  const free = use.total - use.used;
  const level = free === 0 ? "full" : use.used >= use.total * NEAR ? "near" : "room";
  return (
    <HostHeader
      name={pool?.name ?? poolId}
      badge={
        use.total > 0 ? (
          <Badge sign={level === "full" ? "failed" : level === "near" ? "attention" : "running"}>
            {t("pools.free", { free, total: use.total })}
          </Badge>
        ) : null
      }
      facts={[
        pool && t(`pools.kinds.${pool.kind}`),
        pool?.nodeId ? (
          <Link
            key="node"
            href={`/admin/infrastructure/nodes/${pool.nodeId}`}
            className="no-underline hover:underline"
          >
            {pool.nodeName ?? pool.nodeId}
          </Link>
        ) : (
          pool?.nodeName
        ),
        `ID ${poolId}`,
        range && `${range.first} – ${range.last}`,
        pool?.gateway && `${w("gateway")} ${pool.gateway}`,
      ]}
      actions={
        creates && pool?.nodeId && free > 0 ? (
          <ButtonLink href={`/admin/hosts/new?place=node:${pool.nodeId}`} icon="plus">
            {t("node.create")}
          </ButtonLink>
        ) : null
      }
      above={{ href: "/admin/infrastructure/pools", title: w("addressPools") }}
    />
  );
}
