import { useFormatter, useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Meter } from "@/components/ui/meter";
import { Address } from "@/components/ui/well";
import type { HostView } from "@/lib/hosts/host-view";
import { SystemMark } from "../system-mark";
import { DueHint } from "../time/paid-until";

/** The host's own name is the link; what its customer put on it stands beside. */
export function NameCell({ host }: { host: HostView }) {
  const t = useTranslations("host");
  const sharedBy = host.sharedBy && t("sharedBy", { name: host.sharedBy });
  return (
    // A phone's row has little room: what runs out of the cell would lie under the row's keys.
    <span className="flex min-w-0 items-center gap-2.5 max-md:flex-wrap max-md:gap-y-1">
      <span className="flex min-w-22.5 max-w-full items-center gap-2.5">
        <span className="flex-none text-ink-2">
          <SystemMark family={host.system.family} />
        </span>
        <span className="flex min-w-0 flex-col leading-tight">
          <Link
            href={`/hosts/${host.id}`}
            title={host.note ? `${host.name}\n${host.note}` : host.name}
            className="row-link truncate font-medium text-ink no-underline outline-none max-md:text-14"
          >
            {host.name}
          </Link>
          {sharedBy ? (
            <span title={sharedBy} className="truncate text-12 text-ink-2">
              {sharedBy}
            </span>
          ) : null}
        </span>
      </span>
      {host.paidUntil ? <DueHint iso={host.paidUntil} /> : null}
      {host.tags.map((tag) => (
        <a
          key={tag}
          href={`/hosts?q=%23${encodeURIComponent(tag)}`}
          className="inline-flex h-6 min-w-6 items-center justify-center truncate rounded-sm bg-sunken px-1.5 text-12 text-ink-2 no-underline hover:text-ink"
        >
          #{tag}
        </a>
      ))}
    </span>
  );
}

export function SystemCell({ host }: { host: HostView }) {
  const w = useTranslations("words");
  const t = useTranslations("hosts");
  return (
    <span className="text-ink-2">
      {host.system.name ?? t("noSystem")}
      {host.maintenance ? <span className="text-warn-ink"> · {w("inMaintenance")}</span> : null}
    </span>
  );
}

/** The address that others reach the host by, and what more there is to it. */
export function AddressCell({ host }: { host: HostView }) {
  const t = useTranslations();
  const { main, untoldInside, more, shared } = host.addresses;
  const address = shared?.publicAddress ?? main;
  if (!address) {
    return <span className="text-ink-3">{t("hosts.noAddress")}</span>;
  }
  if (untoldInside) {
    return (
      <span className="text-ink-3" title={t("words.privateAddress")}>
        {address}
      </span>
    );
  }
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <Address value={address} copyLabel={t("words.copyAddress")} inRow />
      {shared ? (
        <Link
          href={`/hosts/${host.id}/network`}
          aria-label={
            shared.publicPort === null
              ? t("hosts.shared")
              : t("hosts.sharedPort", { port: String(shared.publicPort) })
          }
          className="inline-flex h-6 flex-none items-center text-12 text-ink-3 no-underline hover:text-ink hover:underline"
        >
          {shared.publicPort === null ? t("hosts.shared") : `:${shared.publicPort}`}
        </Link>
      ) : more.length > 0 ? (
        <span className="flex-none text-12 text-ink-3 max-md:hidden" title={more.join("\n")}>
          +{more.length}
        </span>
      ) : null}
    </span>
  );
}

/** Of a limit as both, or where there is no room as a share. */
export function TrafficCell({ host }: { host: HostView }) {
  const w = useTranslations("words");
  const t = useTranslations("host.traffic");
  const format = useFormatter();
  const { usedGb, limitGb, unlimited } = host.traffic;
  if (usedGb === null) {
    return null;
  }
  const used = format.number(usedGb, { maximumFractionDigits: usedGb < 10 ? 1 : 0 });
  if (unlimited || !limitGb) {
    return <span className="md:pl-12.5 @max-[1024px]:pl-0">{w("valueGb", { value: used })}</span>;
  }
  const limit = format.number(limitGb, { maximumFractionDigits: 0 });
  return (
    <span className="flex items-center gap-2.5">
      <Meter used={usedGb} limit={limitGb} label={t("bar", { used, limit })} className="w-10 flex-none" />
      <span className="truncate @max-[1024px]:hidden">
        {used} <span className="text-ink-3">/ {w("valueGb", { value: limit })}</span>
      </span>
      <span className="text-ink-2 @[1024px]:hidden">{Math.round((usedGb / limitGb) * 100)} %</span>
    </span>
  );
}
