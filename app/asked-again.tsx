import { askPasskeyAgain, proveAgain, proveByPasskey } from "@/app/(panel)/account/second-factor/actions";
import { ProveAgain } from "@/components/account/second-factor/prove-again";
import { PROOF_MINUTES, proofWays } from "@/lib/accounts/second-factor/proof";
import { wantsAskingAgain } from "@/lib/accounts/sessions/current-viewer";
import { signInOf, type Viewer } from "@/lib/accounts/sessions/viewer";
import { PageMessages } from "@/lib/i18n/page-messages";
import { Faults } from "./faults";

interface AskedAgainProps {
  viewer: Viewer;
  /** Everybody is asked, since it is about another's access, takes a host's protection off, or gives a host away. */
  always?: boolean;
}

/** The dialog for whoever wants to be asked again before something is lost for good; nothing for all others. */
export async function AskedAgain({ viewer, always }: AskedAgainProps) {
  return always || (await wantsAskingAgain()) ? (
    <PageMessages namespaces={["second-factor"]}>
      <Faults of="second-factor">
        <ProveAgain
          ways={await proofWays(signInOf(viewer))}
          actions={{ proveAgain, askPasskeyAgain, proveByPasskey }}
          minutes={PROOF_MINUTES}
        />
      </Faults>
    </PageMessages>
  ) : null;
}
