import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { SetUpView } from "@/components/account/second-factor/set-up-view";
import { deviceName } from "@/lib/accounts/device-name";
import { passkeysPossible } from "@/lib/accounts/second-factor/passkey-place";
import { qrPath } from "@/lib/accounts/second-factor/qr-path";
import { waitingTotpSecret } from "@/lib/accounts/second-factor/totp";
import { totpUri } from "@/lib/accounts/second-factor/totp-code";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { providerView } from "@/lib/provider/settings";

/** What the set-up of a second factor shows to this person. It holds a secret while an app waits for its first code. */
export async function setUpView(viewer: Viewer): Promise<SetUpView> {
  const secret = await waitingTotpSecret(viewer.accountId);
  const device = deviceName((await headers()).get("user-agent"));
  const t = await getTranslations("second-factor.passkey");
  const w = await getTranslations("words");
  return {
    waiting:
      secret === null
        ? null
        : {
            secret,
            qr: qrPath(totpUri(secret, (await providerView()).name, viewer.username)),
          },
    passkeys: passkeysPossible(),
    suggestedName: device ? w("deviceOn", device) : t("unnamed"),
  };
}
