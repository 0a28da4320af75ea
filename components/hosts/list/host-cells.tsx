import { useFormatter, useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Meter } from "@/components/ui/meter";
import { Address } from "@/components/ui/well";
import type { HostView } from "@/lib/hosts/host-view";
import { SystemMark } from "../system-mark";

export function SystemCell({ host }: { host: HostView }) {
  const t = useTranslations("hosts");
  return (
    <span className="system">
      <SystemMark family={host.system.family} />
      <span>
        <span>{host.system.name ?? t("noSystem")}</span>
        {host.region ? <small>{host.region}</small> : null}
        {host.maintenance ? <small className="text-warn-ink">{t("maintenance")}</small> : null}
      </span>
    </span>
  );
}

/** The address that others reach the host by, and what more there is to it. */
export function AddressCell({ host }: { host: HostView }) {
  const t = useTranslations();
  const { main, untoldInside, more, shared } = host.addresses;
  const address = shared?.publicAddress ?? main;
  if (!address) {
    return <small>{t("hosts.noAddress")}</small>;
  }
  if (untoldInside) {
    return (
      <>
        <span className="mono text-ink-3">{address}</span>
        <small>{t("hosts.inside")}</small>
      </>
    );
  }
  return (
    <>
      <Address value={address} copyLabel={t("host.copyAddress")} copied={t("host.copied")} />
      <AddressNote id={host.id} count={more.length} shared={shared} />
    </>
  );
}

interface AddressNoteProps {
  id: string;
  count: number;
  shared: HostView["addresses"]["shared"];
}

/** A shared address leads to the ports that it is reached by. */
function AddressNote({ id, count, shared }: AddressNoteProps) {
  const t = useTranslations();
  if (shared) {
    return (
      <small>
        <Link href={`/hosts/${id}/network`} title={t("host.tab.network")}>
          {shared.publicPort === null
            ? t("hosts.shared")
            : t("hosts.sharedPort", { port: String(shared.publicPort) })}
        </Link>
      </small>
    );
  }
  return count > 0 ? <small>{t("hosts.moreAddresses", { count })}</small> : null;
}

export function TrafficCell({ host }: { host: HostView }) {
  const t = useTranslations("host.traffic");
  const format = useFormatter();
  const { usedGb, limitGb, unlimited } = host.traffic;
  if (usedGb === null) {
    return <small>{t("unknown")}</small>;
  }
  const used = format.number(usedGb, { maximumFractionDigits: usedGb < 10 ? 1 : 0 });
  const limit = unlimited || limitGb === null ? null : format.number(limitGb, { maximumFractionDigits: 0 });
  return (
    <>
      <span className="traffic">
        <b className={limitGb && usedGb >= limitGb ? "text-bad-ink" : undefined}>{t("used", { used })}</b>{" "}
        {limit ? t("ofShort", { limit }) : unlimited ? t("noLimitShort") : null}
      </span>
      {limitGb && limit ? <Meter used={usedGb} limit={limitGb} label={t("bar", { used, limit })} /> : null}
    </>
  );
}
