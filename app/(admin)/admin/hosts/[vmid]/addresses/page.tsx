import { getTranslations } from "next-intl/server";
import { AddressForms } from "@/components/admin/hosts/edit/address-forms";
import { AddressList } from "@/components/admin/hosts/edit/address-list";
import { AllowDomainsCard } from "@/components/admin/hosts/edit/allow-domains-card";
import { leftWithout, RemoveAddress } from "@/components/admin/hosts/edit/remove-address";
import { FormSection } from "@/components/ui/form/form-section";
import { readAddressOffer } from "@/lib/fleet/hosts/host-page";
import { namesToAllow } from "@/lib/hosts/network/domain-claims";
import { addAddresses, allowDomain, setAddresses } from "../actions";
import { type EditPageProps, editMetadata, editPage } from "../edit-page";

export const generateMetadata = (props: EditPageProps) => editMetadata(props, "addresses");

export default function AddressesPage(props: EditPageProps) {
  return editPage(props, async ({ owned, name, settings, form }) => {
    const [offer, domains, t] = await Promise.all([
      readAddressOffer(owned),
      namesToAllow(owned.tenancyId),
      getTranslations("fleet-hosts.address"),
    ]);
    const mayRemove = (ip: string) => offer !== null && leftWithout(settings.row, ip).length > 0;
    return (
      <>
        <FormSection
          title={t("title")}
          text={owned.row.additionalIps.some(mayRemove) ? t("removeText") : undefined}
        >
          <AddressList
            row={owned.row}
            remove={(ip, at) =>
              mayRemove(ip) ? (
                <RemoveAddress {...form} row={settings.row} ip={ip} at={at} setAddresses={setAddresses} />
              ) : null
            }
          />
        </FormSection>
        {domains.length > 0 ? (
          <AllowDomainsCard {...form} seed={`${form.seed}-d`} domains={domains} allowDomain={allowDomain} />
        ) : null}
        <AddressForms
          {...form}
          name={name}
          row={settings.row}
          addresses={offer}
          setAddresses={setAddresses}
          addAddresses={addAddresses}
        />
      </>
    );
  });
}
