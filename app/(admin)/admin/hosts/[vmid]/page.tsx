import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AskedAgain } from "@/app/asked-again";
import { HostNotAsked } from "@/app/host-not-asked";
import "@/components/admin/hosts/fleet-hosts.css";
import { AddressCard } from "@/components/admin/hosts/address-card";
import { AllowDomainsCard } from "@/components/admin/hosts/allow-domains-card";
import { BooksCard } from "@/components/admin/hosts/books-card";
import { DeleteCard } from "@/components/admin/hosts/delete-card";
import { HostFacts } from "@/components/admin/hosts/host-facts";
import { LastOperation } from "@/components/admin/hosts/last-operation";
import { MachineCard } from "@/components/admin/hosts/machine-card";
import { StatusCard } from "@/components/admin/hosts/status-card";
import { TransferCard } from "@/components/admin/hosts/transfer-card";
import { TopLine } from "@/components/shell/top-line";
import { NoticeLine } from "@/components/ui/notice-line";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { staffHostPage } from "@/lib/fleet/hosts/host-page";
import { namesToAllow } from "@/lib/hosts/network/domain-claims";
import { BrowserMessages } from "@/lib/i18n/browser-messages";
import { answerUnavailable } from "@/lib/response-status";
import type { HostSettings } from "@/lib/rstack/provider-rows";
import { formTexts } from "../form-texts";
import * as actions from "./actions";

interface StaffHostPageProps {
  params: Promise<{ vmid: string }>;
}

export async function generateMetadata({ params }: StaffHostPageProps): Promise<Metadata> {
  return { title: (await params).vmid };
}

/** A host as the provider has it. Support reads; an admin changes. */
export default async function StaffHostEditPage({ params }: StaffHostPageProps) {
  const viewer = await requireStaff();
  const { vmid } = await params;
  const page = await staffHostPage(viewer, vmid);
  if (page === null) {
    notFound();
  }
  if (page === "not-asked") {
    answerUnavailable();
    return <HostNotAsked id={vmid} above="/admin/hosts" />;
  }
  const t = await getTranslations("fleet-hosts");
  const { owned, name, settings, last } = page;
  const known = settings.ok ? settings.value : null;
  return (
    <BrowserMessages namespaces={["operations", "fleet-delete"]}>
      <TopLine title={name} above={{ href: "/admin/hosts", title: t("title") }} />
      <AskedAgain viewer={viewer} />
      <div className="sheet">
        {last ? (
          <section className="card">
            <LastOperation name={name} operation={last} />
          </section>
        ) : null}
        <HostFacts page={page} zone={viewer.timeZone} />
        {known === null ? (
          <section className="card">
            <NoticeLine tone="busy" role="status">
              {settings.ok ? t("edit.notListed") : t("unread")}
            </NoticeLine>
          </section>
        ) : null}
        {viewer.role === "admin" ? <AllowDomains vmId={owned.vmId} tenancyId={owned.tenancyId} /> : null}
        {viewer.role === "admin" && known ? (
          <Edit
            vmId={owned.vmId}
            name={name}
            isOff={page.state === "off"}
            status={owned.row.status}
            settings={known}
            addresses={page.addresses}
          />
        ) : null}
      </div>
    </BrowserMessages>
  );
}

async function AllowDomains({ vmId, tenancyId }: { vmId: string; tenancyId: string }) {
  const domains = await namesToAllow(tenancyId);
  return domains.length > 0 ? (
    <AllowDomainsCard
      vmId={vmId}
      seed={randomUUID()}
      texts={await formTexts()}
      domains={domains}
      allowDomain={actions.allowDomain}
    />
  ) : null;
}

interface EditProps {
  vmId: string;
  name: string;
  isOff: boolean;
  status: string | null;
  settings: HostSettings;
  addresses: { ipv4: string[]; ipv6: string[] } | null;
}

async function Edit({ vmId, name, isOff, status, settings, addresses }: EditProps) {
  const texts = await formTexts();
  // One key for each form is told apart by its kind of operation; those of one kind get one each.
  const form = () => ({ vmId, seed: randomUUID(), texts });
  return (
    <>
      <BooksCard
        {...form()}
        settings={settings}
        editHost={actions.editHost}
        extendTraffic={actions.extendTraffic}
      />
      <MachineCard
        {...form()}
        name={name}
        isOff={isOff}
        settings={settings}
        resizeHost={actions.resizeHost}
      />
      <AddressCard
        {...form()}
        name={name}
        row={settings.row}
        addresses={addresses}
        setAddresses={actions.setAddresses}
        addAddresses={actions.addAddresses}
      />
      <StatusCard
        {...form()}
        name={name}
        status={settings.row.status ?? status}
        setHostStatus={actions.setHostStatus}
      />
      <TransferCard {...form()} name={name} transferHost={actions.transferHost} />
      <DeleteCard {...form()} name={name} removeHost={actions.removeHost} />
    </>
  );
}
