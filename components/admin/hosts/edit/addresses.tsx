import { useTranslations } from "next-intl";
import { FactRow, SettingsGroup } from "@/components/admin/settings-group";
import type { FormAction } from "@/components/ui/form/answered";
import { AreaField } from "@/components/ui/form/area-field";
import { CheckField } from "@/components/ui/form/check-field";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import { NoticeLine } from "@/components/ui/notice-line";
import { Address } from "@/components/ui/well";
import type { AddressOffer } from "@/lib/fleet/hosts/host-page";
import type { HostRecord } from "@/lib/hosts/host-record";
import type { HostRow } from "@/lib/rstack/master-client";
import { NumberField } from "../number-field";
import { HostDialog, HostForm, type HostFormProps } from "./host-form";

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

/** "Additional IPv4". */
function useAddressKind(): (address: { ip: string; kind: Kind }) => string {
  const t = useTranslations("fleet-hosts.address");
  return ({ ip, kind }) => `${t(kind)} ${ip.includes(":") ? "IPv6" : "IPv4"}`;
}

/** Of the same kind: those that would be left. An empty list changes nothing, so the last one can't be taken off. */
const leftWithout = (row: Pick<HostRow, "additionalIps">, ip: string): string[] =>
  row.additionalIps.filter((one) => one !== ip && one.includes(":") === ip.includes(":"));

interface AddressesProps extends HostFormProps {
  /** As the panel keeps it, and as RStack has it now. */
  record: HostRecord;
  row: HostRow;
  /** The host's own and the free ones of its node; null where the master didn't tell. */
  offer: AddressOffer | null;
  /** Names that the customer tried to bind and that need a proof or staff's word. */
  domains: readonly string[];
  actions: Record<"addAddresses" | "setAddresses" | "allowDomain", FormAction>;
}

/** What a host is reached by, and how it gets more of them, others, or fewer. */
export function Addresses({ record, row, offer, domains, actions, ...form }: AddressesProps) {
  const e = useTranslations("fleet-hosts.edit");
  const c = useTranslations("fleet-hosts.create");
  const operations = useTranslations("operations");
  const t = useTranslations("fleet-hosts.address");
  const h = useTranslations("words");
  const kindOf = useAddressKind();
  const mayRemove = ({ ip, kind }: ReturnType<typeof addressesOf>[number]) =>
    kind === "further" && offer !== null && leftWithout(row, ip).length > 0;
  const all = addressesOf(record);
  return (
    <>
      <SettingsGroup
        title={h("addresses")}
        actions={
          <>
            {offer ? <Replace {...form} row={row} offer={offer} action={actions.setAddresses} /> : null}
            <HostDialog
              {...form}
              id="addresses"
              page="settings"
              deed={operations("kind.add-addresses")}
              opens={{ icon: "plus" }}
              action={actions.addAddresses}
            >
              <FieldGrid dense>
                <NumberField name="ipv4Count" label={e("moreIpv4Count")} hint={e("ipv4Kind")} value={1} />
                <NumberField name="ipv6Count" label={e("moreIpv6Count")} value={0} />
              </FieldGrid>
              {offer ? (
                <p className="text-13 text-ink-2">
                  {c(offer.free.privateIpv4 > 0 ? "freeOfBoth" : "freeAddresses", {
                    free: offer.free.ipv4,
                    inside: offer.free.privateIpv4,
                    ipv6: offer.free.ipv6,
                  })}
                </p>
              ) : null}
              <CheckField name="bind" value="now" label={e("bind")} />
            </HostDialog>
          </>
        }
      >
        {all.length === 0 ? <FactRow label={h("addresses")} value={t("none")} /> : null}
        {all.map((address, at) => (
          <FactRow
            key={address.ip}
            label={kindOf(address)}
            value={<Address value={address.ip} copyLabel={h("copyAddress")} />}
            end={
              mayRemove(address) ? (
                <Remove {...form} row={row} ip={address.ip} at={at} action={actions.setAddresses} />
              ) : null
            }
          />
        ))}
        <FactRow
          label={h("macAddress")}
          value={row.mac && <Address value={row.mac} copyLabel={h("copyAddress")} />}
        />
      </SettingsGroup>
      {domains.length > 0 ? (
        <SettingsGroup title={e("domains")} text={e("domainsText")}>
          {domains.map((domain, at) => (
            <FactRow
              key={domain}
              label={h("domain")}
              value={domain}
              end={
                <HostForm
                  {...form}
                  seed={`${form.seed}-d-${at}`}
                  action={actions.allowDomain}
                  submit={e("allowDomain", { domain })}
                  page="settings"
                  className="grid gap-2"
                  hidden={{ domain }}
                />
              }
            />
          ))}
        </SettingsGroup>
      ) : null}
    </>
  );
}

/** The same to read and copy alone. */
export function AddressList({ row }: { row: HostRecord }) {
  const t = useTranslations("fleet-hosts.address");
  const h = useTranslations("words");
  const kindOf = useAddressKind();
  const all = addressesOf(row);
  return all.length === 0 ? (
    <p className="text-13 text-ink-2">{t("none")}</p>
  ) : (
    <ul>
      {all.map((address) => (
        <li
          key={address.ip}
          className="flex min-h-10 items-center gap-3 border-line border-b text-13 last:border-b-0"
        >
          <span className="min-w-0 flex-1 break-all">
            <Address value={address.ip} copyLabel={h("copyAddress")} />
          </span>
          <span className="text-ink-3">{kindOf(address)}</span>
        </li>
      ))}
    </ul>
  );
}

type ChangeProps = HostFormProps & { row: HostRow; action: FormAction };

/** Others in place of those it has. */
function Replace({ row, offer, action, ...form }: ChangeProps & { offer: AddressOffer }) {
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  return (
    <HostDialog
      {...form}
      id="replace-addresses"
      page="settings"
      deed={e("setAddresses")}
      text={e("keepsEmpty")}
      opens={{ variant: "ghost" }}
      variant="danger"
      action={action}
    >
      <FieldGrid>
        {(["ipv4", "ipv6"] as const).map((name) => (
          <SelectField
            key={name}
            name={name}
            label={f(name)}
            value={row[name]}
            options={optionsOf(offer[name], row[name])}
          />
        ))}
        {(["moreIpv4", "moreIpv6"] as const).map((name) => (
          <AreaField
            key={name}
            name={name}
            label={e(name)}
            defaultValue={row.additionalIps
              .filter((ip) => ip.includes(":") === (name === "moreIpv6"))
              .join("\n")}
            rows={3}
            maxLength={8000}
            spellCheck={false}
          />
        ))}
      </FieldGrid>
      <NoticeLine tone="busy">{e("addressesText")}</NoticeLine>
    </HostDialog>
  );
}

/** Takes one of several additional addresses off a host; all others stay as they are. */
function Remove({ row, ip, at, action, seed, ...form }: ChangeProps & { ip: string; at: number }) {
  const w = useTranslations("words");
  const e = useTranslations("fleet-hosts.edit");
  const left = leftWithout(row, ip).join("\n");
  return (
    <HostForm
      {...form}
      page="settings"
      seed={`${seed}-r${at}`}
      action={action}
      submit={w("removeEntry")}
      variant="ghost"
      className="grid justify-items-end gap-2"
      question={{
        title: e("ask.removeAddress", { ip }),
        text: e("ask.removeAddressText"),
        danger: true,
      }}
      hidden={{
        ipv4: row.ipv4 ?? "",
        ipv6: row.ipv6 ?? "",
        moreIpv4: ip.includes(":") ? "" : left,
        moreIpv6: ip.includes(":") ? left : "",
      }}
    />
  );
}

/** The host's own first; a host without one keeps none. */
const optionsOf = (free: string[], own: string | null): [string, string][] => [
  [own ?? "", own ?? "–"],
  ...free.filter((ip) => ip !== own).map((ip): [string, string] => [ip, ip]),
];
