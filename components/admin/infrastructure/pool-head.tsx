import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { Slab } from "@/components/ui/plate";
import type { PoolPage } from "@/lib/fleet/infrastructure/pools";
import { Named } from "./node-cards";
import "@/components/hosts/host-sheet.css";

/** From here on it is time for more addresses; as the bar of a list says it. */
const NEAR = 0.9;

interface PoolHeadProps extends Pick<PoolPage, "pool" | "use" | "range"> {
  poolId: string;
  /** Whoever looks may create hosts. */
  creates: boolean;
}

/** What it is, and how much of it is left. */
export function PoolHead({ poolId, pool, use, range, creates }: PoolHeadProps) {
  const t = useTranslations("infrastructure");
  const free = use.total - use.used;
  const level =
    use.total === 0 ? "none" : free === 0 ? "full" : use.used >= use.total * NEAR ? "near" : "room";
  return (
    <div className="card p-0">
      <section className="host-head" aria-label={pool?.name ?? poolId}>
        <div className="host-plate">
          <Slab
            {...LEVEL_LOOK[level]}
            word={t(`pool.${level}`)}
            note={use.total > 0 ? t("pools.free", { free, total: use.total }) : null}
          />
        </div>
        <div className="host-ident">
          <h2>{pool?.name ?? poolId}</h2>
          <div className="host-facts">
            <span>{t(`pools.kinds.${pool?.kind ?? "unknown"}`)}</span>
            {pool?.nodeId ? (
              <Link href={`/admin/infrastructure/nodes/${pool.nodeId}`}>{pool.nodeName ?? pool.nodeId}</Link>
            ) : pool?.nodeName ? (
              <span>{pool.nodeName}</span>
            ) : null}
            <Named name={t("node.id")} value={poolId} />
            {range ? (
              <div>
                {t("pool.between")} <span className="mono text-ink">{range.first}</span> –{" "}
                <span className="mono text-ink">{range.last}</span>
              </div>
            ) : null}
            {pool?.gateway ? <Named name={t("column.gateway")} value={pool.gateway} /> : null}
          </div>
        </div>
        {creates && pool?.nodeId && free > 0 ? (
          <div className="flex flex-wrap gap-2 py-2 md:p-0">
            <ButtonLink href={`/admin/hosts/new?place=node:${pool.nodeId}`} icon="plus">
              {t("node.create")}
            </ButtonLink>
          </div>
        ) : null}
      </section>
    </div>
  );
}

const LEVEL_LOOK = {
  none: { tone: "off", shape: "dashes" },
  room: { tone: "run", shape: "check" },
  near: { tone: "busy", shape: "triangle" },
  full: { tone: "alert", shape: "octagon" },
} as const;
