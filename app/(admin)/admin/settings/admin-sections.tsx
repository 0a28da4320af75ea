import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { AskedAgain } from "@/app/asked-again";
import { Faults } from "@/app/faults";
import { RescueRow } from "@/components/admin/settings/rescue-row";
import { Unset } from "@/components/admin/settings/unset";
import { StaffSection } from "@/components/admin/staff/staff-section";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { TextField } from "@/components/ui/form/text-field";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { listStaff, type StaffAccount } from "@/lib/accounts/staff-accounts";
import { config } from "@/lib/config";
import { readImages } from "@/lib/fleet/infrastructure/one-node";
import { PageMessages } from "@/lib/i18n/page-messages";
import { canMail, mailServer } from "@/lib/mail";
import type { StoredSettings } from "@/lib/provider/settings";
import {
  connectStaff,
  disconnectStaff,
  endStaffSessions,
  inviteStaff,
  inviteStaffAgain,
  resetStaffFactors,
  setStaffDisabled,
} from "../staff/actions";
import { saveRescueDisc, sendTestMail } from "./actions";

interface AdminSectionsProps {
  viewer: Viewer;
  rescueDisc: StoredSettings["rescueDisc"] | null;
}

/** What admins alone see: the rescue image, mail, and the provider's own accounts. */
export async function AdminSections({ viewer, rescueDisc }: AdminSectionsProps) {
  const w = await getTranslations("words");
  const staff = await listStaff();
  return (
    <>
      <Section id="hosts" title={w("hosts")}>
        <Suspense fallback={null}>
          <Rescue chosen={rescueDisc} />
        </Suspense>
      </Section>
      <MailSection email={config().alertEmail ?? ""} server={mailServer()} action={sendTestMail} />
      <AskedAgain viewer={viewer} always />
      <Faults of="staff">
        <PageMessages namespaces={["staff"]}>
          <StaffSection
            staff={staff.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)))}
            ownId={viewer.accountId}
            zone={viewer.timeZone}
            mails={canMail()}
            sso={config().oidc?.name ?? null}
            actions={{
              ...{ setStaffDisabled, endStaffSessions, resetStaffFactors, inviteStaffAgain, inviteStaff },
              ...{ connectStaff, disconnectStaff },
            }}
          />
        </PageMessages>
      </Faults>
    </>
  );
}

const nameOf = ({ displayName, username }: StaffAccount): string => displayName ?? username;

/** The list is asked of RStack, and not waited for by the rest of the page. */
async function Rescue({ chosen }: { chosen: AdminSectionsProps["rescueDisc"] }) {
  const images = await readImages(null);
  return (
    <RescueRow
      chosen={chosen ?? null}
      discs={images.ok ? images.value.discs : null}
      action={saveRescueDisc}
    />
  );
}

interface MailSectionProps {
  /** Who is written to unless another address is typed. */
  email: string;
  /** The mail server's name; null where the panel sends no mail. */
  server: string | null;
  action: FormAction;
}

/** Whether mails arrive, before a customer waits for one. */
function MailSection({ email, server, action }: MailSectionProps) {
  const t = useTranslations("settings.mail");
  const w = useTranslations("words");
  return (
    <Section id="email" title={w("mail")}>
      <Rows>
        <SettingRow
          label={t("server")}
          text={server ? null : t("off")}
          value={server ?? <Unset>{w("notSetUp")}</Unset>}
          control={
            server ? (
              <FormDialog id="test-email" deed={t("send")} opens={{}} action={action} done={t("sent")}>
                <TextField
                  name="email"
                  type="email"
                  label={w("email")}
                  defaultValue={email}
                  required
                  maxLength={254}
                />
              </FormDialog>
            ) : null
          }
        />
      </Rows>
    </Section>
  );
}
