import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BeginCard } from "@/components/developers/begin-card";
import { AddressesCard, AnswersCard, KindsCard, ProblemsCard } from "@/components/developers/reference-cards";
import { TopLine } from "@/components/shell/top-line";
import { FormSection } from "@/components/ui/form/form-section";
import { KeyLink } from "@/components/ui/key-link";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { MOST_ROWS } from "@/lib/api/lists";
import { apiReference } from "@/lib/api/reference";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("developers"))("title") };
}

/** The API for people: made from what answers the requests, and read without a script. */
export default async function DevelopersPage() {
  const viewer = await requireViewer();
  const t = await getTranslations("developers");
  const account = await getTranslations("account");
  const { address, addresses, kinds, answers, problems } = apiReference();
  const ofProvider = (wanted: boolean) => addresses.filter(({ scope }) => (scope === "provider") === wanted);
  const isCustomer = viewer.role === "customer";
  return (
    <>
      <TopLine title={t("title")} above={{ href: "/account", title: account("title") }} />
      <div className="sheet">
        <section className="card grid justify-items-start gap-3">
          <p>{t("intro")}</p>
          <KeyLink href="/api/v1/openapi.json" plainLink>
            openapi.json
          </KeyLink>
        </section>
        <BeginCard address={address} />
        <AddressesCard
          title={t(isCustomer ? "addresses.customer" : "addresses.ofCustomer")}
          addresses={ofProvider(false)}
        />
        {isCustomer ? null : <AddressesCard title={t("addresses.provider")} addresses={ofProvider(true)} />}
        <KindsCard kinds={isCustomer ? kinds.filter(({ scope }) => scope !== "provider") : kinds} />
        <FormSection title={t("lists.title")}>
          <p>{t("lists.text", { most: MOST_ROWS })}</p>
        </FormSection>
        <FormSection title={t("limits.title")}>
          <p>{t("limits.text")}</p>
        </FormSection>
        <ProblemsCard problems={problems} />
        <AnswersCard
          answers={isCustomer ? answers.filter(({ name }) => !name.startsWith("Fleet")) : answers}
        />
      </div>
    </>
  );
}
