import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { Glyph, type GlyphShape } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import { PlateMark, type Tone } from "@/components/ui/plate";
import { useGap } from "@/components/ui/spacing";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import type { NeedName, StaffNeed } from "@/lib/fleet/staff-overview";
import { CustomerLink } from "../customer-link";
import { DeskText } from "../lists/desk-text";
import "./needs-card.css";

interface Need {
  tone: Tone;
  shape: GlyphShape;
  /** Where all of them are. */
  href: string;
  /** What the key says: message keys of `staff-overview.lead`. */
  lead: "connection" | "list" | "hosts" | "operations" | "nodes" | "pools" | "customers";
}

const alert = (shape: GlyphShape, lead: Need["lead"], href: string): Need => ({
  tone: "alert",
  shape,
  lead,
  href,
});
const busy = (shape: GlyphShape, lead: Need["lead"], href: string): Need => ({
  tone: "busy",
  shape,
  lead,
  href,
});

const NEEDS: Record<NeedName, Need> = {
  masterDown: alert("triangle", "connection", "/admin/connection"),
  heldBack: busy("triangle", "list", "/admin/connection"),
  restored: alert("bars", "operations", "/admin/operations?outcome=in-progress"),
  setUpFailed: alert("crossed", "hosts", "/admin/hosts?status=setup-failed"),
  doubled: busy("triangle", "hosts", "/admin/hosts?status=attention"),
  stuck: alert("triangle", "operations", "/admin/operations?outcome=in-progress"),
  checking: busy("triangle", "operations", "/admin/operations?outcome=in-progress"),
  ended: alert("crossed", "operations", "/admin/operations?outcome=attention&since=day"),
  refusedOften: busy("crossed", "operations", "/admin/operations?outcome=refused&since=day"),
  nodesFull: busy("triangle", "nodes", "/admin/infrastructure"),
  poolsFull: busy("triangle", "pools", "/admin/infrastructure/pools"),
  lockedOut: alert("octagon", "customers", "/admin/connection#locked-out"),
  outOfTraffic: alert("octagon", "hosts", "/admin/hosts?status=out-of-traffic"),
  overTraffic: alert("triangle", "hosts", "/admin/hosts?status=over-traffic"),
  maintenance: busy("bars", "nodes", "/admin/infrastructure"),
};

/** Where there is but one, the key leads to it and to no list. */
const ONE_OF: Partial<Record<Need["lead"], "host" | "node">> = { hosts: "host", nodes: "node" };

/** What is said below the name of the one host or node that it is about; message keys of `staff-overview.one`. */
const ONE = {
  setUpFailed: true,
  doubled: true,
  outOfTraffic: true,
  overTraffic: true,
  nodesFull: true,
  maintenance: true,
} satisfies Partial<Record<NeedName, true>>;
type OneNeed = keyof typeof ONE;

interface NeedsCardProps {
  needs: StaffNeed[];
  /** What is kept of the hosts' owners, by number. */
  names: Map<string, CustomerName>;
  mayChange: boolean;
}

/** Each thing that wants a look: what it is, which ones, and the key that leads there. */
export function NeedsCard({ needs, names, mayChange }: NeedsCardProps) {
  const t = useTranslations("staff-overview");
  return (
    <section className="card">
      <h2 className="mb-3">{t("attention")}</h2>
      {needs.length === 0 ? (
        <p className="tone-run flex items-center gap-2 text-ink-2">
          <Glyph shape="check" small toned />
          {t("nothing")}
        </p>
      ) : (
        <ul className="needs ruled">
          {needs.map((need) => (
            <NeedLine key={need.what} need={need} names={names} mayChange={mayChange} />
          ))}
        </ul>
      )}
    </section>
  );
}

function NeedLine({ need, names, mayChange }: Omit<NeedsCardProps, "needs"> & { need: StaffNeed }) {
  const { what, count, hosts, subjects } = need;
  const t = useTranslations("staff-overview");
  const gap = useGap();
  const { tone, shape, href, lead } = NEEDS[what];
  const more = count - subjects.length;
  const [first] = subjects;
  const one = count === 1 && first && what in ONE && ONE_OF[lead];
  const addsTraffic = one && mayChange && (what === "outOfTraffic" || what === "overTraffic");
  return (
    <li data-need={what}>
      <PlateMark tone={tone} shape={shape} />
      {one ? (
        // What it is about is what one looks for.
        <span>
          <b>
            <Link href={first.href}>{first.name}</Link>
          </b>
          <small className="block">
            {t(`one.${what as OneNeed}`, { hosts })}
            {first.owner ? <Owner userId={first.owner} known={names.get(first.owner)} /> : null}
            {first.node ? <DeskText>{` · ${first.node}`}</DeskText> : null}
          </small>
        </span>
      ) : (
        <span>
          <b>{t(`need.${what}`, { count, hosts })}</b>
          {subjects.length > 0 ? (
            <small className="block">
              {subjects.map((subject, at) => (
                <Fragment key={subject.href}>
                  {/* What stands behind a name stays with it: no line begins with a comma. */}
                  <span className="whitespace-nowrap">
                    <Link href={subject.href}>{subject.name}</Link>
                    {at < subjects.length - 1
                      ? t("and").trimEnd()
                      : more > 0
                        ? t("more", { count: more })
                        : null}
                  </span>
                  {gap}
                </Fragment>
              ))}
            </small>
          ) : null}
        </span>
      )}
      {addsTraffic ? (
        // As on the customer's page: the way out begins there.
        <ButtonLink href={`${first.href}/limits`}>{t("lead.addTraffic")}</ButtonLink>
      ) : (
        <ButtonLink href={one ? first.href : href}>{t(`lead.${one || lead}`)}</ButtonLink>
      )}
    </li>
  );
}

function Owner({ userId, known }: { userId: string; known: CustomerName | undefined }) {
  return (
    <>
      <DeskText>{" · "}</DeskText>
      <CustomerLink userId={userId} name={known?.name || known?.username} />
    </>
  );
}
