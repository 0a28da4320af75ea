import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { type Sign, StateDot } from "@/components/ui/state";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import type { NeedName, NeedSubject, StaffNeed } from "@/lib/fleet/staff-overview";
import { useOutcomeWord, useWhat } from "../activity/operation-words";
import { useAgo } from "../use-ago";

interface Need {
  sign: Sign;
  /** Where all of them are. */
  href: string;
  /** What the button to one of them says. */
  one?: "openHost" | "openOperation" | "openNode" | "openPool" | "openCustomer";
}

const NEEDS: Record<NeedName, Need> = {
  masterDown: { sign: "failed", href: "/admin/connection" },
  heldBack: { sign: "unconfirmed", href: "/admin/connection" },
  restored: {
    sign: "attention",

    href: "/admin/activity?source=operations&outcome=in-progress",
  },
  setUpFailed: { sign: "failed", one: "openHost", href: "/admin/hosts?status=setup-failed" },
  doubled: { sign: "attention", one: "openHost", href: "/admin/hosts?status=attention" },
  stuck: {
    ...{ sign: "attention", one: "openOperation" },
    href: "/admin/activity?source=operations&outcome=in-progress",
  },
  checking: {
    ...{ sign: "unconfirmed", one: "openOperation" },
    href: "/admin/activity?source=operations&outcome=in-progress",
  },
  ended: {
    ...{ sign: "failed", one: "openOperation" },
    href: "/admin/activity?source=operations&outcome=attention&since=day",
  },
  refusedOften: {
    ...{ sign: "failed", one: "openOperation" },
    href: "/admin/activity?source=operations&outcome=refused&since=day",
  },
  ordersUntied: {
    ...{ sign: "unconfirmed", one: "openOperation" },
    href: "/admin/hosts/differences",
  },
  nodesFull: { sign: "attention", one: "openNode", href: "/admin/infrastructure" },
  poolsFull: { sign: "attention", one: "openPool", href: "/admin/infrastructure/pools" },
  lockedOut: {
    sign: "attention",

    one: "openCustomer",
    href: "/admin/connection#locked-out",
  },
  outOfTraffic: {
    sign: "traffic",

    one: "openHost",
    href: "/admin/hosts?status=out-of-traffic",
  },
  overTraffic: { sign: "attention", one: "openHost", href: "/admin/hosts?status=over-traffic" },
  maintenance: { sign: "attention", one: "openNode", href: "/admin/infrastructure" },
};

interface NeedsCardProps {
  needs: StaffNeed[];
  /** What is kept of the hosts' owners, by number. */
  names: Map<string, CustomerName>;
  mayChange: boolean;
}

/** Each thing that wants somebody, the gravest first: what it is, whose, and one button. */
export function NeedsCard({ needs, names, mayChange }: NeedsCardProps) {
  const w = useTranslations("words");
  const t = useTranslations("staff-overview");
  const format = useFormatter();
  if (needs.length === 0) {
    return (
      <p className="flex min-h-12 items-center gap-3 rounded-lg border border-line bg-card px-4 font-medium md:px-5">
        <Icon name="check" className="text-ok" />
        {t("nothing")}
      </p>
    );
  }
  const count = needs.reduce((sum, need) => sum + need.count, 0);
  return (
    <Card title={w("needsAttention")} meta={format.number(count)} flush>
      <ul className="divide-y divide-line">
        {needs.map((need) => (
          <NeedRows key={need.what} {...{ need, names, mayChange }} />
        ))}
      </ul>
    </Card>
  );
}

function NeedRows({ need, names, mayChange }: Omit<NeedsCardProps, "needs"> & { need: StaffNeed }) {
  const { what, count, hosts, subjects } = need;
  const t = useTranslations("staff-overview");
  const w = useTranslations("words");
  const { sign, href, one } = NEEDS[what];
  const told = useTold(need);
  const ago = useAgo();
  const addsTraffic = mayChange && (what === "outOfTraffic" || what === "overTraffic");
  const ownerOf = ({ owner }: NeedSubject) => owner && (names.get(owner)?.name || owner);
  return (
    <>
      {subjects.map((subject) => (
        <Row
          key={subject.href}
          what={what}
          sign={subject.operation?.outcome === "unconfirmed" ? "unconfirmed" : sign}
          title={
            <>
              <Link href={subject.href} className="font-medium text-ink no-underline hover:underline">
                {subject.name}
              </Link>{" "}
              <span className="text-ink-2">{told(subject)}</span>
            </>
          }
          text={[ownerOf(subject), subject.node].filter(Boolean).join(" · ")}
          age={subject.operation && ago(subject.operation.startedAt, "narrow")}
          href={addsTraffic ? `${subject.href}/settings#traffic` : subject.href}
          deed={addsTraffic ? t("addTraffic") : one ? w(one) : ""}
        />
      ))}
      {count > subjects.length ? (
        <Row
          what={what}
          sign={sign}
          title={<span className="font-medium">{t(`need.${what}`, { count, hosts })}</span>}
          href={href}
          deed={t("review")}
        />
      ) : null}
    </>
  );
}

/** What is the matter with one of them, behind its name. */
function useTold({ what, hosts }: StaffNeed): (subject: NeedSubject) => string {
  const t = useTranslations("staff-overview.one");
  const state = useTranslations("host.state");
  const operation = useWhat();
  const outcome = useOutcomeWord();
  return ({ operation: of, free, total }) =>
    of
      ? `${operation(of)}: ${outcome(of)}`
      : what === "poolsFull" && free !== null && free !== undefined
        ? t("poolsFull", { free, total: total ?? 0 })
        : what === "setUpFailed"
          ? state("setup-failed")
          : what === "outOfTraffic"
            ? state("out-of-traffic")
            : what === "overTraffic"
              ? state("over-traffic")
              : t(what as "doubled", { hosts });
}

interface RowProps {
  what: NeedName;
  sign: Sign;
  title: ReactNode;
  text?: string;
  /** How long ago. */
  age?: string;
  href: string;
  deed: string;
}

const Row = ({ what, sign, title, text, age, href, deed }: RowProps) => (
  <li data-need={what} className="flex min-h-15 items-center gap-3 px-4 py-2.5 md:px-5">
    <StateDot sign={sign} />
    <span className="flex min-w-0 flex-1 flex-col wrap-anywhere">
      <span>{title}</span>
      {text ? <span className="text-13 text-ink-3">{text}</span> : null}
    </span>
    {age ? <span className="shrink-0 text-13 text-ink-3 tabular-nums max-md:hidden">{age}</span> : null}
    <ButtonLink href={href} className="md:min-w-26">
      {deed}
    </ButtonLink>
  </li>
);
