import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AskedAgain } from "@/app/asked-again";
import { Faults } from "@/app/faults";
import { ApprovalRows } from "@/components/account/tokens/approval-rows";
import { TopLine } from "@/components/shell/top-line";
import { Rows, SettingRow } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { hasSecondFactor } from "@/lib/accounts/second-factor/factors";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { signInOf } from "@/lib/accounts/sessions/viewer";
import { openApprovals } from "@/lib/api/mcp/approvals";
import { hostListFor } from "@/lib/hosts/host-list";
import { PageMessages } from "@/lib/i18n/page-messages";
import { pageTitle } from "@/lib/i18n/page-title";
import { decideApproval } from "./actions";

export const generateMetadata = pageTitle("approvals.title");

/** What programs ask the owner for: in the panel's words, made of the kind and the host. A person's own, in no view. */
export default async function ApprovalsPage() {
  const viewer = await requireViewer();
  if (viewer.view || viewer.role !== "customer") {
    notFound();
  }
  const [w, t, tokens] = await Promise.all([
    getTranslations("words"),
    getTranslations("approvals"),
    getTranslations("api-tokens"),
  ]);
  const [open, { hosts }] = await Promise.all([
    openApprovals(viewer.accountId),
    hostListFor(viewer, "shared"),
  ]);
  const names = new Map(hosts.map(({ id, name }) => [id, name]));
  const rows = open.map(({ approval, vmId, tokenName }) => ({
    ...{ id: approval.id, kind: approval.kind, subject: approval.subject, token: tokenName },
    ...{ host: names.get(vmId) ?? vmId, expiresAt: approval.expiresAt.toISOString() },
  }));
  const mayApprove = await hasSecondFactor(signInOf(viewer));
  return (
    <>
      <TopLine title={t("title")} above={{ href: "/account", title: w("account") }} />
      {rows.length === 0 ? (
        <EmptyState title={t("none")} />
      ) : (
        <div className="grid gap-4">
          <p className="text-ink-2">{t("text")}</p>
          <Rows>
            {mayApprove ? null : (
              <SettingRow
                label={tokens("needsFactor")}
                control={<a href="/account#password">{tokens("setUp")}</a>}
              />
            )}
            <PageMessages namespaces={["approvals", "operations", "words"]}>
              <Faults of="approvals">
                <ApprovalRows
                  rows={rows}
                  mayApprove={mayApprove}
                  zone={viewer.timeZone}
                  action={decideApproval}
                />
              </Faults>
            </PageMessages>
          </Rows>
        </div>
      )}
      <AskedAgain viewer={viewer} always />
    </>
  );
}
