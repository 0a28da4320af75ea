import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EntryPage } from "@/app/(auth)/entry-page";
import { signOut } from "@/app/(panel)/account/actions";
import {
  addPasskey,
  askNewPasskey,
  askPasskeyAgain,
  confirmTotp,
  proveAgain,
  proveByPasskey,
  startTotp,
} from "@/app/(panel)/account/second-factor/actions";
import { Faults } from "@/app/faults";
import { setUpView } from "@/app/set-up-view";
import { ProveForm } from "@/components/account/second-factor/prove-form";
import { SetUp } from "@/components/account/second-factor/set-up";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { homeOf } from "@/lib/accounts/safe-path";
import { hasSecondFactor } from "@/lib/accounts/second-factor/factors";
import { mayChangeFactors, proofWays } from "@/lib/accounts/second-factor/proof";
import { currentViewer, mustSetUp, signedOutPath } from "@/lib/accounts/sessions/current-viewer";
import { BrowserMessages } from "@/lib/i18n/browser-messages";
import { pageTitle } from "@/lib/i18n/page-title";

export const generateMetadata = pageTitle("second-factor.must.title");

/** Where staff are led who need a second factor and have none; nothing else opens before. */
export default async function MustSetUpPage() {
  const viewer = await currentViewer({ settingUp: true });
  if (!viewer) {
    redirect("/sign-in");
  }
  const w = await getTranslations("words");
  const t = await getTranslations("second-factor");
  const [must, proven] = await Promise.all([mustSetUp(), mayChangeFactors(viewer)]);
  if (!must && !(await hasSecondFactor(viewer.accountId))) {
    redirect("/account#password");
  }
  return (
    <EntryPage title={must ? t("must.title") : w("twoFactor")}>
      <Faults of="second-factor">
        <BrowserMessages namespaces={["second-factor"]}>
          {must && !proven ? (
            <ProveForm
              ways={await proofWays(viewer.accountId)}
              actions={{ proveAgain, askPasskeyAgain, proveByPasskey }}
            />
          ) : (
            <SetUp
              {...(await setUpView(viewer))}
              intro={t("must.text")}
              done={!must}
              onwards={homeOf(viewer.role)}
              actions={{ startTotp, confirmTotp, askNewPasskey, addPasskey }}
            />
          )}
          <Form
            action={signOut}
            leaveTo={await signedOutPath()}
            lost={(await getTranslations("shell"))("stillSignedIn")}
          >
            <SubmitButton variant="ghost" icon="sign-out" className="w-full">
              {w("signOut")}
            </SubmitButton>
          </Form>
        </BrowserMessages>
      </Faults>
    </EntryPage>
  );
}
