import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { CreateForm } from "@/components/admin/hosts/create-form";
import { AddressStep, ImageStep, NameStep } from "@/components/admin/hosts/create-sections";
import { CustomerCard } from "@/components/admin/hosts/customer-card";
import { PlaceCard } from "@/components/admin/hosts/place-card";
import { firstPlan, PlanStep } from "@/components/admin/hosts/plan-step";
import { NoticeLine } from "@/components/ui/notice-line";
import { PageHeader } from "@/components/ui/page/header";
import { requireAdmin } from "@/lib/accounts/sessions/current-viewer";
import { type FoundCustomer, findKnownCustomers, knownCustomer } from "@/lib/fleet/find-anything";
import { parsePlace, placeText } from "@/lib/fleet/hosts/place";
import { offerOf } from "@/lib/fleet/hosts/place-offer";
import { one, type SearchParams } from "@/lib/fleet/search-params";
import { choicesOf } from "@/lib/hosts/reinstall/system-choices";
import { BrowserMessages } from "@/lib/i18n/browser-messages";
import { pageTitle } from "@/lib/i18n/page-title";
import { knownPlans } from "@/lib/provider/plans";
import { HOST_FIELDS } from "@/lib/rstack/host-fields";
import { createHost } from "../actions";
import { HostFaults } from "../host-faults";

interface NewHostPageProps {
  searchParams: Promise<SearchParams>;
}

export const generateMetadata = pageTitle("words.createHost");

export default async function NewHostPage({ searchParams }: NewHostPageProps) {
  await requireAdmin();
  const params = await searchParams;
  const owner = one(params.owner).trim().slice(0, 64);
  const text = one(params.q).trim().slice(0, 100);
  const w = await getTranslations("words");
  const t = await getTranslations("fleet-hosts");
  const [offer, customer, found] = await Promise.all([
    offerOf(parsePlace(one(params.place))),
    owner ? knownCustomer(owner) : null,
    owner || text === "" ? [] : findKnownCustomers(text),
  ]);
  return (
    <>
      <PageHeader title={w("createHost")} above={{ href: "/admin/hosts", title: w("hosts") }} />
      <div className="grid items-start gap-x-5 gap-y-8 lg:grid-cols-[minmax(0,1fr)_320px]">
        <CustomerCard chosen={customer} text={text} found={found} place={one(params.place) || null} />
        {offer.ok ? (
          <NewHost offer={offer.value} customer={customer} />
        ) : (
          <section>
            <NoticeLine tone="alert" role="status">
              {offer.fault.kind === "refused" ? t("place.refused", { text: offer.fault.text }) : t("unread")}
            </NoticeLine>
          </section>
        )}
      </div>
    </>
  );
}

interface NewHostProps {
  offer: Extract<Awaited<ReturnType<typeof offerOf>>, { ok: true }>["value"];
  customer: FoundCustomer | null;
}

async function NewHost({ offer, customer }: NewHostProps) {
  const w = await getTranslations("words");
  const t = await getTranslations("fleet-hosts");
  const { chosen } = offer;
  if (!chosen) {
    return (
      <section>
        <NoticeLine tone="alert" role="status">
          {t("create.noPlace")}
        </NoticeLine>
      </section>
    );
  }
  const plans = await knownPlans();
  const place = placeText(chosen.place);
  const node = "nodeId" in chosen.place ? (chosen.nodes[0] ?? null) : null;
  const areaId = "areaId" in chosen.place ? chosen.place.areaId : node?.areaId;
  const images = choicesOf(chosen.images).flatMap(({ family, versions }) =>
    versions.map(({ imageId: id, name }) => ({ id, name, family })),
  );
  return (
    <>
      <PlaceCard offer={offer} chosen={chosen} owner={customer?.userId ?? ""} />
      <HostFaults>
        <BrowserMessages namespaces={["fleet-created"]}>
          <CreateForm
            action={createHost}
            submit={w("createHost")}
            note={t("create.after")}
            seed={randomUUID()}
            summary={{
              customer: customer && (customer.name ?? customer.userId),
              place: areaId ? (areaNameIn(offer, areaId) ?? areaId) : null,
              node: node && (node.name ?? node.id),
              plans,
              images,
              initial: {
                plan: firstPlan(plans, chosen.nodes)?.id ?? "",
                cpuCores: String(HOST_FIELDS.cpuCores.start),
                memoryMb: String(HOST_FIELDS.memoryMb.start),
                ipv4Count: "1",
              },
            }}
          >
            <div className="group/create grid min-w-0 content-start gap-8">
              <input type="hidden" name="place" value={place} />
              <input type="hidden" name="owner" value={customer?.userId ?? ""} />
              <PlanStep plans={plans} nodes={chosen.nodes} />
              <ImageStep images={images} place={place} />
              <AddressStep chosen={chosen} place={place} />
              <NameStep />
            </div>
          </CreateForm>
        </BrowserMessages>
      </HostFaults>
    </>
  );
}

const areaNameIn = ({ areas }: NewHostProps["offer"], id: string): string | null =>
  areas.find((area) => area.id === id)?.name ?? null;
