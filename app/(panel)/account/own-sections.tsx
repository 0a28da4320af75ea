import { getTranslations } from "next-intl/server";
import { AskedAgain } from "@/app/asked-again";
import { Faults } from "@/app/faults";
import { List } from "@/app/lists/list-page";
import { setUpView } from "@/app/set-up-view";
import { ProfileRows } from "@/components/account/profile-rows";
import { PasswordRows, type ProviderTie } from "@/components/account/second-factor/password-rows";
import { FleetWebhookRows } from "@/components/account/tokens/fleet-webhook-rows";
import { TokenRows } from "@/components/account/tokens/token-rows";
import { ChoiceRows } from "@/components/notifications/choice-rows";
import { WebhookRows } from "@/components/notifications/webhook-rows";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { mayTieThemselves, tieOf } from "@/lib/accounts/oidc/ties";
import { type OwnField, shownProfile } from "@/lib/accounts/own-profile";
import { factorsOf } from "@/lib/accounts/second-factor/factors";
import { wantsAskingAgain } from "@/lib/accounts/sessions/current-viewer";
import { isGuestOnly, type Viewer } from "@/lib/accounts/sessions/viewer";
import { SHORTEST_PASSWORD } from "@/lib/accounts/sign-in/password-rules";
import { pushHere } from "@/lib/accounts/sign-in/sign-in-cookies";
import { EXPIRY_DAYS } from "@/lib/accounts/tokens/token-form";
import { listProviderTokens, listTokens } from "@/lib/accounts/tokens/tokens";
import { openApprovals } from "@/lib/api/mcp/approvals";
import { config } from "@/lib/config";
import { one, type SearchParams } from "@/lib/fleet/search-params";
import { hostListFor } from "@/lib/hosts/host-list";
import { PageMessages } from "@/lib/i18n/page-messages";
import { canMail } from "@/lib/mail";
import { mailAddressOf, readChoices } from "@/lib/notifications/settings";
import { fleetWebhooks } from "@/lib/notifications/webhooks/fleet-webhooks";
import { pushKey } from "@/lib/notifications/webhooks/push";
import { MOST_WEBHOOKS, readWebhooks } from "@/lib/notifications/webhooks/webhooks";
import { providerView } from "@/lib/provider/settings";
import { changeEmail, changePassword, saveProfile } from "./actions";
import {
  allowPush,
  dropWebhook,
  makeWebhook,
  redeliver,
  saveNotificationChoices,
  testWebhook,
} from "./notifications/actions";
import {
  addPasskey,
  askNewPasskey,
  confirmTotp,
  connectProvider,
  disconnectProvider,
  newRecoveryCodes,
  removePasskey,
  removeTotp,
  setAskAgain,
  startTotp,
} from "./second-factor/actions";
import { signInsList } from "./sign-ins-list";
import {
  createProviderToken,
  createToken,
  removeProviderWebhook,
  revokeProviderToken,
  revokeToken,
} from "./tokens/actions";

const read = ({ accountId, userId, role }: Viewer) =>
  Promise.all([
    userId ? shownProfile(userId) : null,
    mailAddressOf(accountId),
    factorsOf(accountId),
    readChoices(accountId),
    readWebhooks(accountId),
    // Support can have none.
    role === "support" ? [] : role === "admin" ? listProviderTokens() : listTokens(accountId),
    pushHere(),
    config().serviceWorker ? pushKey() : null,
  ]);

/** `came`: what the address says of connecting it just now. */
async function providerTie(
  { accountId, role }: Viewer,
  came: string | string[] | undefined,
): Promise<ProviderTie | null> {
  const { oidc } = config();
  if (!oidc || (role === "customer" && !oidc.forCustomers)) {
    return null;
  }
  const tie = await tieOf(accountId);
  return {
    ...{ name: oidc.name, came: one(came), since: tie?.createdAt.toISOString() ?? null },
    ...{ isOwn: mayTieThemselves(role), connect: connectProvider, disconnect: disconnectProvider },
  };
}

interface OwnSectionsProps {
  viewer: Viewer;
  /** What the address says of the list of sign-ins. */
  searchParams: Promise<SearchParams>;
}

/** What is a person's own, and out of reach of whoever looks through their eyes. */
export async function OwnSections({ viewer, searchParams }: OwnSectionsProps) {
  const t = await getTranslations("account");
  const approvals = await getTranslations("approvals");
  const people = await getTranslations("people");
  const w = await getTranslations("words");
  const { timeZone: zone, role } = viewer;
  const [profile, email, factors, choices, webhooks, tokens, here, push] = await read(viewer);
  // Only a token asks.
  const waiting = tokens.length === 0 ? 0 : (await openApprovals(viewer.accountId)).length;
  const { hosts } = await hostListFor(viewer, "shared");
  const ofProvider = role === "admin";
  const changeable: readonly OwnField[] = isGuestOnly(viewer)
    ? canMail()
      ? ["email"]
      : []
    : viewer.userId === null
      ? []
      : // The address is how the person signs in.
        config().customerFields.filter((field) => field !== "email" || !viewer.linkedTo);
  const isProtected = factors.totpSince !== null || factors.passkeys.length > 0;
  return (
    <Faults of="account">
      <ProfileRows
        viewer={viewer}
        profile={profile}
        email={email}
        changeable={changeable}
        actions={{ saveProfile, changeEmail }}
      />
      <PageMessages namespaces={["second-factor", "api-tokens", "notifications"]}>
        {viewer.linkedTo ? null : (
          <Faults of="second-factor">
            <PasswordRows
              username={viewer.username}
              shortest={SHORTEST_PASSWORD}
              hasTokens={role === "customer" && tokens.length > 0}
              askAgain={await wantsAskingAgain()}
              changePassword={changePassword}
              setAskAgain={setAskAgain}
              provider={await providerTie(viewer, (await searchParams).provider)}
              factors={factors}
              zone={zone}
              setUp={await setUpView(viewer)}
              actions={{
                startTotp,
                confirmTotp,
                askNewPasskey,
                addPasskey,
                removeTotp,
                removePasskey,
                newRecoveryCodes,
              }}
            />
          </Faults>
        )}
        <Section id="sessions" title={t("part.sessions")}>
          <List list={signInsList} searchParams={searchParams} />
        </Section>
        {canMail() || webhooks.length > 0 ? (
          <ChoiceRows
            choices={choices}
            email={email}
            mayAddEmail={changeable.includes("email")}
            canMail={canMail()}
            action={saveNotificationChoices}
          />
        ) : null}
        {role === "customer" && config().people ? (
          <Section id="people" title={w("people")}>
            <Rows>
              <SettingRow
                lead={<Icon name="people" />}
                label={<Link href="/people">{people("link")}</Link>}
              />
            </Rows>
          </Section>
        ) : null}
        <Section id="api" title={t("part.api")}>
          <Rows>
            {waiting === 0 ? null : (
              <SettingRow
                lead={<Icon name="check" />}
                label={<Link href="/approvals">{approvals("open", { count: waiting })}</Link>}
              />
            )}
            {role === "support" ? null : (
              <Faults of="api-tokens" values={{ provider: (await providerView()).name, role }}>
                <TokenRows
                  ofProvider={ofProvider}
                  mayMake={!ofProvider || isProtected}
                  tokens={tokens}
                  zone={zone}
                  hostNames={new Map(hosts.map(({ id, name }) => [id, name]))}
                  days={EXPIRY_DAYS}
                  actions={{
                    create: ofProvider ? createProviderToken : createToken,
                    revoke: ofProvider ? revokeProviderToken : revokeToken,
                  }}
                />
              </Faults>
            )}
            {isGuestOnly(viewer) ? null : (
              <Faults of="webhooks">
                <WebhookRows
                  webhooks={webhooks}
                  most={MOST_WEBHOOKS}
                  zone={zone}
                  here={here}
                  pushKey={push?.publicKey ?? null}
                  actions={{ makeWebhook, dropWebhook, testWebhook, redeliver, allowPush }}
                />
                {ofProvider ? (
                  <FleetWebhookRows
                    webhooks={await fleetWebhooks()}
                    zone={zone}
                    remove={removeProviderWebhook}
                  />
                ) : null}
              </Faults>
            )}
          </Rows>
        </Section>
      </PageMessages>
      <AskedAgain viewer={viewer} always />
    </Faults>
  );
}
