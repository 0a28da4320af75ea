"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useSheet } from "@/components/hosts/sheet-context";
import { useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { CheckField } from "@/components/ui/form/check-field";
import { FaultLine } from "@/components/ui/form/fault-texts";
import { NoticeLine } from "@/components/ui/notice-line";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { OpenByAddress } from "@/components/ui/overlay/open-by-address";
import type { HostUse } from "@/lib/fleet/hosts/host-page";
import type { HostFormProps } from "./host-form";

interface DeleteDialogProps extends HostFormProps {
  name: string;
  /** What RStack tells of it: sizes in GB, null or 0 for none; all its addresses. */
  has: { systemDiskGb: number | null; dataDiskGb: number | null; use: HostUse; addresses: string[] };
  removeHost: FormAction;
}

/** The address opens it by this. */
const DIALOG = "delete";

/** What goes, asked with the host's name typed: nothing brings it back. */
export function DeleteDialog({ vmId, seed, name, has, removeHost }: DeleteDialogProps) {
  const w = useTranslations("words");
  const t = useTranslations("fleet-delete");
  const operations = useTranslations("operations");
  const answer = useAnswer(removeHost, { leaveTo: `/admin/hosts?deleted=${vmId}` });
  const { host } = useSheet();
  const details = [useDisks(has), useCounts(has.use), has.addresses.join(t("disk.and"))];
  const lost = [t("lost.disks"), t("lost.snapshots"), t("lost.addresses")].map((line, at) =>
    details[at] ? w("of", { what: line, name: details[at] }) : line,
  );
  return (
    <>
      <DialogButton
        dialog={DIALOG}
        does="show-modal"
        variant="ghost"
        icon="trash"
        aria-disabled={answer.pending || undefined}
        aria-busy={answer.pending || undefined}
      >
        {operations("kind.delete-host")}
      </DialogButton>
      <FaultLine result={answer.pending ? null : answer.result} />
      <ConfirmDialog
        id={DIALOG}
        title={t("question", { name })}
        text={t("text")}
        lost={lost}
        confirm={operations("kind.delete-host")}
        danger
        typed={{ label: w("typeToConfirm", { name }), expected: name }}
        answer={answer}
        seed={`${seed}-delete`}
        hidden={{ vmid: vmId }}
      >
        {host.protected ? <NoticeLine tone="busy">{t("protected")}</NoticeLine> : null}
        <div className="mt-4">
          <CheckField name="forced" label={t("forced")} />
        </div>
      </ConfirmDialog>
      <OpenByAddress dialog={DIALOG} />
    </>
  );
}

/** "2 snapshots, 1 backup"; "" where RStack tells of none. */
function useCounts(use: HostUse): string {
  const t = useTranslations("fleet-delete");
  return (["snapshots", "backups", "ports", "domains"] as const)
    .flatMap((kind) => (use[kind] ? t(`count.${kind}`, { count: use[kind] }) : []))
    .join(t("disk.and"));
}

/** "30 GB system disk, 200 GB data disk", the first without its size where RStack tells none; "" where it tells neither. */
function useDisks({ systemDiskGb, dataDiskGb }: DeleteDialogProps["has"]): string {
  const w = useTranslations("words");
  const t = useTranslations("fleet-delete.disk");
  const format = useFormatter();
  return [
    systemDiskGb ? t("system", { gb: format.number(systemDiskGb) }) : dataDiskGb ? w("systemDisk") : null,
    dataDiskGb && t("data", { gb: format.number(dataDiskGb) }),
  ]
    .filter(Boolean)
    .join(t("and"));
}
