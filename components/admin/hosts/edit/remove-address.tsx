import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import type { HostRow } from "@/lib/rstack/master-client";
import { HostForm, type HostFormProps } from "./host-form";

/** Of the same kind: those that would be left. An empty list changes nothing, so the last one can't be taken off. */
export const leftWithout = (row: Pick<HostRow, "additionalIps">, ip: string): string[] =>
  row.additionalIps.filter((one) => one !== ip && one.includes(":") === ip.includes(":"));

interface RemoveAddressProps extends HostFormProps {
  row: HostRow;
  ip: string;
  /** Of the addresses, for the form's own first key. */
  at: number;
  setAddresses: FormAction;
}

/** Takes one of several additional addresses off a host; all others stay as they are. */
export function RemoveAddress({ row, ip, at, setAddresses, seed, ...form }: RemoveAddressProps) {
  const e = useTranslations("fleet-hosts.edit");
  const left = leftWithout(row, ip).join("\n");
  return (
    <HostForm
      {...form}
      page="addresses"
      seed={`${seed}-r${at}`}
      action={setAddresses}
      submit={e("removeAddress")}
      variant="plain"
      className="-mx-3.5 grid justify-items-end gap-2"
      icon="trash"
      question={{
        title: e("ask.removeAddress", { ip }),
        text: e("ask.removeAddressText"),
        cancel: e("ask.cancel"),
        danger: true,
      }}
    >
      <input type="hidden" name="ipv4" value={row.ipv4 ?? ""} />
      <input type="hidden" name="ipv6" value={row.ipv6 ?? ""} />
      <input type="hidden" name="moreIpv4" value={ip.includes(":") ? "" : left} />
      <input type="hidden" name="moreIpv6" value={ip.includes(":") ? left : ""} />
    </HostForm>
  );
}
