import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Faults } from "@/app/faults";
import { setUpProps } from "@/app/set-up-props";
import { AskAgainCard } from "@/components/account/second-factor/ask-again-card";
import { FactorsCard } from "@/components/account/second-factor/factors-card";
import { NewCodes } from "@/components/account/second-factor/new-codes";
import { ProveForm } from "@/components/account/second-factor/prove-form";
import { SetUp } from "@/components/account/second-factor/set-up";
import { TopLine } from "@/components/shell/top-line";
import { FormSection } from "@/components/ui/form/form-section";
import { factorsOf, waysOf } from "@/lib/accounts/second-factor/factors";
import { mayChangeFactors, proofWays } from "@/lib/accounts/second-factor/proof";
import { requireViewer, wantsAskingAgain } from "@/lib/accounts/sessions/current-viewer";
import { isStaff } from "@/lib/accounts/sessions/viewer";
import { PageMessages } from "@/lib/i18n/page-messages";
import {
  addPasskey,
  askNewPasskey,
  askPasskeyAgain,
  confirmTotp,
  newRecoveryCodes,
  proveAgain,
  proveByPasskey,
  removePasskey,
  removeTotp,
  setAskAgain,
  startTotp,
} from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("second-factor"))("title") };
}

/** A person's own second factors. Out of reach of whoever looks through their eyes. */
export default async function SecondFactorsPage() {
  const viewer = await requireViewer();
  if (viewer.view) {
    notFound();
  }
  const t = await getTranslations("second-factor");
  const account = await getTranslations("account");
  const [factors, proven, askAgain] = await Promise.all([
    factorsOf(viewer.accountId),
    mayChangeFactors(viewer),
    wantsAskingAgain(),
  ]);
  const ways = waysOf(factors);
  const isOn = ways.totp || ways.passkey;
  return (
    <>
      <TopLine title={t("title")} above={{ href: "/account", title: account("title") }} />
      <Faults of="second-factor">
        <PageMessages namespaces={["second-factor"]}>
          <div className="sheet">
            <FactorsCard
              factors={factors}
              zone={viewer.timeZone}
              mayChange={proven}
              actions={{ removeTotp, removePasskey }}
            />
            {proven ? (
              <FormSection title={isOn ? t("add") : t("setUp")}>
                <SetUp
                  {...(await setUpProps(viewer))}
                  wide
                  done={false}
                  hasTotp={ways.totp}
                  onwards="/account/second-factor"
                  actions={{ startTotp, confirmTotp, askNewPasskey, addPasskey }}
                />
              </FormSection>
            ) : (
              <FormSection title={t("prove.title")} text={t("prove.toChange")}>
                <div className="max-w-sm">
                  <ProveForm
                    ways={await proofWays(viewer.accountId)}
                    actions={{ proveAgain, askPasskeyAgain, proveByPasskey }}
                  />
                </div>
              </FormSection>
            )}
            {isOn && proven ? (
              <FormSection title={t("codes.name")}>
                <NewCodes
                  left={factors.recoveryCodesLeft}
                  action={newRecoveryCodes}
                  onwards="/account/second-factor"
                />
              </FormSection>
            ) : null}
            <AskAgainCard askAgain={askAgain} isOn={isOn} isStaff={isStaff(viewer)} action={setAskAgain} />
          </div>
        </PageMessages>
      </Faults>
    </>
  );
}
