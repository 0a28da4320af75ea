"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useId } from "react";
import { useSheet } from "@/components/hosts/sheet-context";
import { useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { CheckField } from "@/components/ui/form/check-field";
import { FaultLine } from "@/components/ui/form/fault-texts";
import { FormSection } from "@/components/ui/form/form-section";
import { Icon } from "@/components/ui/icon";
import { NoticeLine } from "@/components/ui/notice-line";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { DialogKey } from "@/components/ui/overlay/dialog";
import type { HostUse } from "@/lib/fleet/hosts/host-page";
import type { HostFormProps } from "./host-form";
import "@/components/ui/form/field.css";

interface DeleteCardProps extends HostFormProps {
  name: string;
  /** What RStack tells of it: sizes in GB, null or 0 for none; all its addresses. */
  has: { systemDiskGb: number | null; dataDiskGb: number | null; use: HostUse; addresses: string[] };
  removeHost: FormAction;
}

/** What goes and what stays; asked in a dialog, with the host's name typed: nothing brings it back. */
export function DeleteCard({ vmId, seed, name, has, removeHost }: DeleteCardProps) {
  const t = useTranslations("fleet-delete");
  const answer = useAnswer(removeHost, { leaveTo: `/admin/hosts?deleted=${vmId}` });
  const { host } = useSheet();
  const dialog = useId();
  const lost = [t("lost.disks"), t("lost.snapshots"), t("lost.addresses")];
  const details = [useDisks(has), useCounts(has.use), has.addresses.join(t("disk.and"))];
  return (
    <>
      <FormSection title={t("goes")} text={t("text")}>
        <FaultLine result={answer.pending ? null : answer.result} />
        {host.protected ? <NoticeLine tone="busy">{t("protected")}</NoticeLine> : null}
        <ul className="lost m-0">
          {lost.map((line, at) => (
            <li key={line}>
              <Icon name="cross" />
              <span>
                {line}
                {details[at] ? <small className="block wrap-anywhere">{details[at]}</small> : null}
              </span>
            </li>
          ))}
        </ul>
      </FormSection>
      <FormSection title={t("stays")} text={t("staysText")}>
        <ul className="grid gap-3">
          {[t("kept.customer"), t("kept.log")].map((line) => (
            <li key={line} className="flex items-center gap-2.5">
              <Icon name="check" />
              <span>{line}</span>
            </li>
          ))}
        </ul>
      </FormSection>
      <FormSection title={t("title")} text={t("instead")}>
        <div className="delete-keys">
          <DialogKey
            dialog={dialog}
            does="show-modal"
            variant="danger"
            icon="trash"
            aria-disabled={answer.pending || undefined}
            aria-busy={answer.pending || undefined}
          >
            {t("delete")}
          </DialogKey>
        </div>
        <ConfirmDialog
          id={dialog}
          title={t("question", { name })}
          lost={lost}
          confirm={t("delete")}
          cancel={t("cancel")}
          danger
          typed={{ label: t("typed", { name }), expected: name }}
          answer={answer}
          seed={seed}
          hidden={{ vmid: vmId }}
        >
          <div className="mt-4">
            <CheckField name="forced" label={t("forced")} />
          </div>
        </ConfirmDialog>
      </FormSection>
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
function useDisks({ systemDiskGb, dataDiskGb }: DeleteCardProps["has"]): string {
  const t = useTranslations("fleet-delete.disk");
  const format = useFormatter();
  return [
    systemDiskGb ? t("system", { gb: format.number(systemDiskGb) }) : dataDiskGb ? t("systemAny") : null,
    dataDiskGb && t("data", { gb: format.number(dataDiskGb) }),
  ]
    .filter(Boolean)
    .join(t("and"));
}
