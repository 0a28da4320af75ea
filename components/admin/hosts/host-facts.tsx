import Link from "next/link";
import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { customerHref } from "@/components/admin/customers/customer-tables";
import { FactList } from "@/components/admin/fact-card";
import { lookOf } from "@/components/hosts/host-look";
import { Glyph } from "@/components/ui/glyph";
import { KeyLink } from "@/components/ui/key-link";
import type { StaffHostPage } from "@/lib/fleet/hosts/host-page";
import { useTaskWord } from "../operations/master-tables";
import { useAgo } from "../use-ago";

interface HostFactsProps {
  page: StaffHostPage;
  zone: string | null;
}

/** What the host is, whose, and where; the rest of what can be done stands on the host's own pages. */
export function HostFacts({ page, zone }: HostFactsProps) {
  const t = useTranslations("fleet-hosts");
  const column = useTranslations("fleet-hosts.column");
  const f = useTranslations("fleet-hosts.form");
  const e = useTranslations("fleet-hosts.edit");
  const task = useTaskText(page.task);
  const { owned, settings } = page;
  const { row, vmId, owner } = owned;
  const none = <span className="text-ink-3">{e("none")}</span>;
  const more = row.additionalIps.length > 0 ? `, ${row.additionalIps.join(", ")}` : "";
  const addresses = [row.ipv4, row.ipv6].filter(Boolean).join(", ") + more;
  const remark = settings.ok ? settings.value?.remark : null;
  const facts = [
    { name: column("power"), value: <State page={page} /> },
    ...(task ? [{ name: e("task"), value: task }] : []),
    {
      name: column("customer"),
      value: owner ? (
        <Link href={customerHref(owner)} className="mono" prefetch={false}>
          {owner}
        </Link>
      ) : (
        t("nobody")
      ),
    },
    { name: column("place"), value: [row.areaName, row.nodeName].filter(Boolean).join(" · ") || none },
    { name: column("system"), value: row.imageName ?? none },
    { name: column("address"), value: addresses ? <span className="mono">{addresses}</span> : none },
    { name: e("guid"), value: row.guid ? <span className="mono">{row.guid}</span> : none },
    { name: f("remark"), value: remark || none },
    {
      name: f("trafficResetAt"),
      value: row.trafficResetAt ? <OwnTime iso={row.trafficResetAt.toISOString()} zone={zone} /> : none,
    },
  ];
  return (
    <section className="card">
      <div className="fleet-found">
        <h2>
          {e("facts")} <small className="mono">{vmId}</small>
        </h2>
        <KeyLink href={`/hosts/${vmId}`} plainLink>
          {e("open")}
        </KeyLink>
      </div>
      <FactList facts={facts} />
    </section>
  );
}

/** Null for no task; a master may write none as 0. */
function useTaskText(task: StaffHostPage["task"]): string | null {
  const word = useTaskWord();
  const told = (value: string | null | undefined) => (value && value !== "0" ? value : null);
  const [type, message] = [told(task?.type), told(task?.message)];
  return task && (type || message)
    ? [word("type", type), word("step", task.step), word("status", task.status), message]
        .filter(Boolean)
        .join(" · ")
    : null;
}

function State({ page: { state, stateAt: at } }: { page: Pick<StaffHostPage, "state" | "stateAt"> }) {
  const s = useTranslations("host.state");
  const t = useTranslations("fleet-hosts");
  const ago = useAgo();
  const { tone, shape } = lookOf(state, null);
  return (
    <span className={`tone-${tone} fleet-state`} data-state={state}>
      <Glyph shape={shape} small toned />
      <span>
        {s(state)} <small className="text-ink-3">{at ? ago(at) : t("notSeen")}</small>
      </span>
    </span>
  );
}
