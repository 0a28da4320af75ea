import Link from "next/link";
import { useTranslations } from "next-intl";
import { PlaceIcon, type PlaceIconName } from "@/components/shell/place-icon";
import { Glyph } from "@/components/ui/glyph";
import { Icon } from "@/components/ui/icon";
import type { StaffNeed, StaffOverview } from "@/lib/fleet/staff-overview";
import "./overview.css";

const LEADS: Record<StaffNeed["what"], string> = {
  masterDown: "/admin/connection",
  heldBack: "/admin/connection",
  setUpFailed: "/admin/hosts?status=setup-failed",
  locked: "/admin/hosts?status=locked",
  doubled: "/admin/hosts?status=attention",
  stuck: "/admin/operations",
  checking: "/admin/operations",
  ended: "/admin/operations",
  refusedOften: "/admin/operations",
  lockedOut: "/admin/connection",
  maintenance: "/admin/infrastructure",
};

/** Grave enough for the colour of alarm; the rest wants a look. */
const GRAVE: readonly StaffNeed["what"][] = ["masterDown", "setUpFailed", "stuck"];

/** Each thing that wants a look, and where to look. */
export function NeedsCard({ needs }: { needs: StaffNeed[] }) {
  const t = useTranslations("staff-overview");
  const text = (need: StaffNeed) => {
    switch (need.what) {
      case "masterDown":
      case "heldBack":
        return t(`need.${need.what}`);
      case "maintenance":
        return t("need.maintenance", { nodes: need.nodes, hosts: need.hosts });
      default:
        return t(`need.${need.what}`, { count: need.count });
    }
  };
  return (
    <section className="card">
      <h2 className="mb-3">{t("attention")}</h2>
      {needs.length === 0 ? (
        <p className="text-ink-2">{t("nothing")}</p>
      ) : (
        <ul className="needs">
          {needs.map((need) => (
            <li key={need.what} data-need={need.what}>
              <Link
                href={LEADS[need.what]}
                prefetch={false}
                className={`notice ${GRAVE.includes(need.what) ? "tone-alert" : "tone-busy"}`}
              >
                <Glyph shape="triangle" small />
                <span>{text(need)}</span>
                <Icon name="arrow" small />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const PLACES = [
  ["customers", "/admin/customers", "people"],
  ["hosts", "/admin/hosts", "hosts"],
  ["infrastructure", "/admin/infrastructure", "nodes"],
  ["operations", "/admin/operations", "activity"],
  ["audit", "/admin/audit", "book"],
  ["staff", "/admin/staff", "staff"],
  ["connection", "/admin/connection", "connection"],
  ["settings", "/admin/settings", "sliders"],
] as const satisfies readonly (readonly [string, string, PlaceIconName])[];

interface PlacesCardProps extends Pick<StaffOverview, "hosts" | "inProgress"> {
  /** The staff's accounts are theirs alone. */
  isAdmin: boolean;
}

export function PlacesCard({ hosts, inProgress, isAdmin }: PlacesCardProps) {
  const t = useTranslations("staff-overview");
  const counts: Partial<Record<(typeof PLACES)[number][0], number>> = { hosts, operations: inProgress };
  return (
    <section className="card">
      <h2 className="mb-3">{t("places")}</h2>
      <ul className="places">
        {PLACES.filter(([name]) => isAdmin || name !== "staff").map(([name, href, icon]) => (
          <li key={name}>
            <Link href={href} prefetch={false}>
              <PlaceIcon name={icon} />
              <span>
                <b>{t(`place.${name}.title`)}</b>
                <small>{t(`place.${name}.text`, { count: counts[name] ?? 0 })}</small>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
