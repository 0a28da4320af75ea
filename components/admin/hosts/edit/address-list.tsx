import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Address } from "@/components/ui/well";
import type { HostRecord } from "@/lib/hosts/host-record";
import "@/components/admin/edit-values.css";

type Kind = "main" | "further" | "shared";

/** All addresses of a host, each with what it is. */
export function addressesOf(row: HostRecord): { ip: string; kind: Kind }[] {
  const all: [string | null, Kind][] = [
    [row.publicIp || null, "shared"],
    [row.ipv4, "main"],
    [row.ipv6, "main"],
    ...row.additionalIps.map((ip): [string, Kind] => [ip, "further"]),
  ];
  const seen = new Set<string>();
  return all.flatMap(([ip, kind]) => {
    if (!ip || seen.has(ip)) {
      return [];
    }
    seen.add(ip);
    return [{ ip, kind }];
  });
}

interface AddressListProps {
  row: HostRecord;
  /** Of one address: the form that takes it off the host; null where RStack can't. */
  remove?: (ip: string, at: number) => ReactNode;
}

export function AddressList({ row, remove }: AddressListProps) {
  const t = useTranslations("fleet-hosts.address");
  const h = useTranslations("host");
  const addresses = addressesOf(row);
  return addresses.length === 0 ? (
    <p className="text-ink-2">{t("none")}</p>
  ) : (
    <ul className="address-list ruled">
      {addresses.map(({ ip, kind }, at) => (
        <li key={ip} className="min-h-11 items-center gap-x-3">
          <span className="min-w-0 break-all">
            <Address value={ip} copyLabel={h("copyAddress")} copied={h("copied")} />
          </span>
          <span className="text-ink-2 text-sm">
            {t(kind)} {ip.includes(":") ? "IPv6" : "IPv4"}
          </span>
          {kind === "further" ? remove?.(ip, at) : null}
        </li>
      ))}
    </ul>
  );
}
