import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CreateForm } from "@/components/admin/hosts/create-form";
import {
  AddressSection,
  SizeSection,
  SystemSection,
  WhoSection,
} from "@/components/admin/hosts/create-sections";
import "@/components/admin/hosts/fleet-hosts.css";
import { PlaceCard } from "@/components/admin/hosts/place-card";
import { TopLine } from "@/components/shell/top-line";
import { NoticeLine } from "@/components/ui/notice-line";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { parsePlace, placeText } from "@/lib/fleet/hosts/place";
import { offerOf } from "@/lib/fleet/hosts/place-offer";
import { BrowserMessages } from "@/lib/i18n/browser-messages";
import { createHost } from "../actions";
import { formTexts } from "../form-texts";

interface NewHostPageProps {
  searchParams: Promise<{ place?: string | string[]; owner?: string | string[] }>;
}

const one = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-hosts"))("new") };
}

export default async function NewHostPage({ searchParams }: NewHostPageProps) {
  if ((await requireStaff()).role !== "admin") {
    notFound();
  }
  const params = await searchParams;
  const owner = one(params.owner).slice(0, 64);
  const t = await getTranslations("fleet-hosts");
  const [offer, texts] = await Promise.all([offerOf(parsePlace(one(params.place))), formTexts()]);
  return (
    <>
      <TopLine title={t("new")} above={{ href: "/admin/hosts", title: t("title") }} />
      <div className="sheet">
        {offer.ok ? (
          <NewHost offer={offer.value} owner={owner} texts={texts} />
        ) : (
          <section className="card">
            <NoticeLine tone="alert" role="status">
              {offer.fault.kind === "refused" ? `${t("fault.refused")} ${offer.fault.text}` : t("unread")}
            </NoticeLine>
          </section>
        )}
      </div>
    </>
  );
}

interface NewHostProps {
  offer: Extract<Awaited<ReturnType<typeof offerOf>>, { ok: true }>["value"];
  owner: string;
  texts: Awaited<ReturnType<typeof formTexts>>;
}

async function NewHost({ offer, owner, texts }: NewHostProps) {
  const t = await getTranslations("fleet-hosts");
  const { chosen } = offer;
  if (!chosen) {
    return (
      <section className="card">
        <NoticeLine tone="alert" role="status">
          {t("create.noPlace")}
        </NoticeLine>
      </section>
    );
  }
  const place = placeText(chosen.place);
  return (
    <>
      <PlaceCard offer={offer} chosen={chosen} owner={owner} />
      <section className="card">
        <BrowserMessages namespaces={["fleet-created"]}>
          <CreateForm action={createHost} submit={t("create.submit")} seed={randomUUID()} texts={texts}>
            <input type="hidden" name="place" value={place} />
            <WhoSection owner={owner} />
            <SystemSection images={chosen.images} place={place} />
            <SizeSection />
            <AddressSection chosen={chosen} place={place} />
          </CreateForm>
        </BrowserMessages>
      </section>
    </>
  );
}
