import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import { AreaField } from "@/components/ui/form/area-field";
import { CheckField } from "@/components/ui/form/check-field";
import { FieldGrid, FormSection } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import type { AddressOffer } from "@/lib/fleet/hosts/host-page";
import type { HostRow } from "@/lib/rstack/master-client";
import { NumberField } from "../number-field";
import { HostForm, type HostFormProps } from "./host-form";
import "@/components/admin/edit-values.css";
import "@/components/ui/form/field.css";

interface AddressFormsProps extends HostFormProps {
  name: string;
  row: HostRow;
  /** The host's own and the free ones of its node; null where the master didn't tell. */
  addresses: AddressOffer | null;
  setAddresses: FormAction;
  addAddresses: FormAction;
}

/** More addresses, or others in place of those it has. */
export function AddressForms({
  name,
  row,
  addresses,
  setAddresses,
  addAddresses,
  ...form
}: AddressFormsProps) {
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  return (
    <>
      <FormSection
        title={e("addAddresses")}
        text={
          <>
            {e("bindHint")}
            {addresses ? (
              <span className="mt-2 block">
                {e(addresses.free.privateIpv4 > 0 ? "freeOfBoth" : "free", {
                  ipv4: addresses.free.ipv4,
                  inside: addresses.free.privateIpv4,
                  ipv6: addresses.free.ipv6,
                })}
              </span>
            ) : null}
          </>
        }
      >
        <HostForm
          {...form}
          page="addresses"
          action={addAddresses}
          submit={e("addAddresses")}
          variant="accent"
        >
          <FieldGrid dense>
            <NumberField name="ipv4Count" label={e("moreIpv4Count")} hint={e("ipv4Kind")} value={1} />
            <NumberField name="ipv6Count" label={e("moreIpv6Count")} value={0} />
          </FieldGrid>
          <CheckField name="bind" value="now" label={e("bind")} />
        </HostForm>
      </FormSection>
      {addresses ? (
        <FormSection title={e("changeAddresses")} text={e("changeAddressesText")}>
          <div className="edit-keys">
            <Disclosure title={e("changeAddresses")} asKey={{ variant: "key", icon: "pencil" }}>
              <HostForm
                {...form}
                page="addresses"
                seed={`${form.seed}-a`}
                action={setAddresses}
                submit={e("setAddresses")}
                question={{
                  title: e("ask.addresses", { name }),
                  text: e("ask.addressesText"),
                  cancel: e("ask.cancel"),
                  danger: true,
                }}
              >
                <p className="text-ink-2 text-sm">{e("keepsEmpty")}</p>
                <FieldGrid>
                  <SelectField
                    name="ipv4"
                    label={f("ipv4")}
                    value={row.ipv4}
                    options={optionsOf(addresses.ipv4, row.ipv4)}
                  />
                  <SelectField
                    name="ipv6"
                    label={f("ipv6")}
                    value={row.ipv6}
                    options={optionsOf(addresses.ipv6, row.ipv6)}
                  />
                  <AreaField
                    name="moreIpv4"
                    label={e("additionalIpv4")}
                    defaultValue={row.additionalIps.filter((ip) => !ip.includes(":")).join("\n")}
                    className="mono"
                    rows={3}
                    maxLength={8000}
                    spellCheck={false}
                  />
                  <AreaField
                    name="moreIpv6"
                    label={e("additionalIpv6")}
                    defaultValue={row.additionalIps.filter((ip) => ip.includes(":")).join("\n")}
                    className="mono"
                    rows={3}
                    maxLength={8000}
                    spellCheck={false}
                  />
                </FieldGrid>
              </HostForm>
            </Disclosure>
          </div>
        </FormSection>
      ) : null}
    </>
  );
}

/** The host's own first; a host without one keeps none. */
const optionsOf = (free: string[], own: string | null): [string, string][] => [
  [own ?? "", own ?? "–"],
  ...free.filter((ip) => ip !== own).map((ip): [string, string] => [ip, ip]),
];
