import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AskedAgain } from "@/app/asked-again";
import { Faults } from "@/app/faults";
import { InviteDialog } from "@/components/account/people/invite-dialog";
import { type AccessRow, EndRows, OfferRows } from "@/components/account/people/people-rows";
import { TopLine } from "@/components/shell/top-line";
import { AddRow, Rows, Section } from "@/components/ui/card";
import { type Access, accessWhere, rightsOf } from "@/lib/accounts/guests/guest-rights";
import { type Invitation, invitationsOf, offersTo } from "@/lib/accounts/guests/invitations";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { isOwner } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { hostListFor, namesOfTenancies } from "@/lib/hosts/host-list";
import { PageMessages } from "@/lib/i18n/page-messages";
import { pageTitle } from "@/lib/i18n/page-title";
import { canMail } from "@/lib/mail";
import { answerInvitation, endGuest, inviteGuestByMail, leaveOwner, takeInvitationBack } from "./actions";

export const generateMetadata = pageTitle("words.people");

const isoOf = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Whom this person lets in to their hosts, and who lets them in. A person's own, in no view. */
export default async function PeoplePage() {
  const viewer = await requireViewer();
  const { userId } = viewer;
  if (!isOwner(viewer) || !config().people) {
    notFound();
  }
  const [t, w, { hosts }, guests, invitations, offers, access, rights] = await Promise.all([
    getTranslations("people"),
    getTranslations("words"),
    hostListFor(viewer, "shared"),
    userId === null ? [] : accessWhere({ owner: userId }),
    userId === null ? [] : invitationsOf(userId),
    offersTo(viewer),
    accessWhere({ accountIds: [viewer.accountId] }),
    rightsOf(viewer),
  ]);
  const own = hosts.filter(({ guest }) => !guest);
  const tenancies = [...guests, ...access, ...invitations].flatMap(({ tenancyIds }) => tenancyIds ?? []);
  const names = await namesOfTenancies(tenancies, [
    ...(userId === null ? [] : [userId]),
    ...rights.map(({ owner }) => owner),
  ]);
  const named = (ids: string[] | null) => ids?.flatMap((id) => names.get(id) ?? []) ?? null;
  const grantOf = ({ role, mayReinstall, until, tenancyIds }: Access | Invitation) => ({
    ...{ role, mayReinstall, until: isoOf(until), hosts: named(tenancyIds) },
  });
  const guestRow = (one: Access): AccessRow => ({
    ...grantOf(one),
    ...{ id: one.ids[0] ?? "", name: one.guestName, more: one.guestEmail, lastUsedAt: isoOf(one.lastUsedAt) },
  });
  const ownerRow = (one: Access): AccessRow => ({
    ...grantOf(one),
    ...{ id: one.ids[0] ?? "", name: one.ownerName, more: null },
  });
  const invitedRow = (one: Invitation): AccessRow => ({
    ...grantOf(one),
    ...{ id: one.id, name: one.email, more: null, expiresAt: one.expiresAt.toISOString() },
  });
  const zone = viewer.timeZone;
  // An offer tells no names of hosts before it is accepted.
  const offered = offers.map((one) => ({
    ...invitedRow(one),
    ...{ name: one.ownerName, hosts: one.tenancyIds && [w("hostCount", { count: one.tenancyIds.length })] },
  }));
  return (
    <>
      <TopLine title={w("people")} above={{ href: "/account", title: w("account") }} />
      <PageMessages namespaces={["people", "api-tokens", "second-factor"]}>
        <Faults of="people">
          <div className="flex flex-col gap-8">
            {offered.length > 0 ? (
              <Section id="invitations" title={t("offers")}>
                <Rows>
                  <OfferRows rows={offered} zone={zone} action={answerInvitation} />
                </Rows>
              </Section>
            ) : null}
            {userId === null ? null : (
              <Section id="guests" title={t("guests")}>
                <Rows>
                  <EndRows deed="end" rows={guests.map(guestRow)} zone={zone} action={endGuest} />
                  <EndRows
                    deed="takeBack"
                    rows={invitations.map(invitedRow)}
                    zone={zone}
                    action={takeInvitationBack}
                  />
                  <AddRow>
                    <InviteDialog
                      hostNames={own.map(({ name }) => name).sort()}
                      mails={canMail()}
                      invite={inviteGuestByMail}
                    />
                  </AddRow>
                </Rows>
              </Section>
            )}
            {access.length > 0 ? (
              <Section id="shared" title={t("shared")}>
                <Rows>
                  <EndRows deed="leave" rows={access.map(ownerRow)} zone={zone} action={leaveOwner} />
                </Rows>
              </Section>
            ) : null}
          </div>
        </Faults>
      </PageMessages>
      <AskedAgain viewer={viewer} always />
    </>
  );
}
