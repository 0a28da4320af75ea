"use client";

import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { showToast } from "@/components/ui/overlay/toast";
import type { OperationKind } from "@/lib/operations/command-rules";
import { OwnTime } from "../own-time";

interface ApprovalRow {
  id: string;
  kind: string;
  host: string;
  /** A snapshot or an image. */
  subject: string | null;
  token: string;
  expiresAt: string;
}

interface ApprovalRowsProps {
  rows: ApprovalRow[];
  mayApprove: boolean;
  zone: string | null;
  action: FormAction;
}

/** One request each: what, on which host, and whose token asked. */
export function ApprovalRows({ rows, mayApprove, zone, action }: ApprovalRowsProps) {
  const t = useTranslations("approvals");
  const w = useTranslations("words");
  const kinds = useTranslations("operations.kind");
  return (
    <ul className="divide-y divide-line">
      {rows.map(({ id, kind, host, subject, token, expiresAt }) => {
        const title = `${kinds(kind as OperationKind)} · ${host}`;
        const hidden = (decision: string) => ({ approval: id, decision });
        return (
          <li
            key={id}
            className="flex flex-col gap-3 px-4 py-4 md:flex-row md:items-center md:justify-between md:px-5"
          >
            <div className="min-w-0">
              <b className="block font-medium wrap-anywhere">{title}</b>
              {subject ? <span className="block text-13 text-ink-2 wrap-anywhere">{subject}</span> : null}
              <span className="block text-13 text-ink-2">
                {t.rich("asked", { token, time: () => <OwnTime iso={expiresAt} zone={zone} /> })}
              </span>
            </div>
            <div className="flex flex-wrap items-start gap-2">
              {mayApprove ? (
                <Form
                  action={action}
                  hidden={hidden("approved")}
                  submit={t("approve")}
                  variant="primary"
                  question={{
                    title: t("sure", { kind: kinds(kind as OperationKind), host }),
                    text: subject ? `${subject}. ${t("sureText")}` : t("sureText"),
                    danger: true,
                  }}
                  onDone={() => showToast({ sign: "done", text: t("approved") })}
                />
              ) : null}
              <Form
                action={action}
                hidden={hidden("declined")}
                submit={w("decline")}
                onDone={() => showToast({ sign: "done", text: w("declined") })}
              />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
