import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DetailCards } from "@/components/admin/operations/detail-cards";
import { OperationHead } from "@/components/admin/operations/operation-head";
import { ReleaseCard } from "@/components/admin/operations/release-card";
import "@/components/hosts/host-sheet.css";
import { TopLine } from "@/components/shell/top-line";
import { ButtonLink } from "@/components/ui/button-link";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { namesOf } from "@/lib/fleet/customers/customer-names";
import { readLedgerDetail } from "@/lib/fleet/operations/one-operation";
import { uuidOf } from "@/lib/fleet/search-params";
import { releaseOperation } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-operations"))("title") };
}

export default async function OperationPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireStaff();
  const id = uuidOf((await params).id);
  const detail = id && (await readLedgerDetail(id, viewer));
  if (!detail) {
    notFound();
  }
  const t = await getTranslations("fleet-operations");
  const kinds = await getTranslations("operations.kind");
  const { operation, vmId, hostName, owner } = detail;
  const names = await namesOf([owner]);
  const known = names.get(owner);
  return (
    <>
      <TopLine title={kinds(operation.kind)} above={{ href: "/admin/operations", title: t("title") }} />
      <div className="sheet">
        <OperationHead
          detail={detail}
          customer={known?.name || known?.username || owner}
          again={
            <ButtonLink href={`/admin/operations?host=${vmId}`} icon="list">
              {t("detail.againOn", { name: hostName ?? vmId })}
            </ButtonLink>
          }
        />
        <DetailCards detail={detail} zone={viewer.timeZone}>
          {detail.releasableFrom && Date.parse(detail.releasableFrom) <= Date.now() ? (
            <ReleaseCard
              operationId={operation.id}
              vmId={vmId}
              release={viewer.role === "admin" ? releaseOperation : null}
            />
          ) : null}
        </DetailCards>
      </div>
    </>
  );
}
