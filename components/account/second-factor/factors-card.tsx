import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FormSection } from "@/components/ui/form/form-section";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { type Column, ListTable } from "@/components/ui/list/list-table";
import { FactorMark } from "./factor-mark";
import "@/components/ui/list/list-wide.css";
import "./factors-card.css";

interface FactorsCardProps {
  factors: {
    /** ISO 8601. */
    totpSince: string | null;
    passkeys: { id: string; name: string; createdAt: string; lastUsedAt: string | null }[];
    recoveryCodesLeft: number;
  };
  /** The account's own time zone. */
  zone: string | null;
  mayChange: boolean;
  actions: { removeTotp: FormAction; removePasskey: FormAction };
}

/** What there is, and how to be rid of it. */
export function FactorsCard({ factors, zone, mayChange, actions }: FactorsCardProps) {
  const t = useTranslations("second-factor");
  const { totpSince, passkeys } = factors;
  const rows = [
    ...(totpSince
      ? [{ key: "totp", name: t("totp.title"), since: totpSince, used: null, action: actions.removeTotp }]
      : []),
    ...passkeys.map((one) => ({
      key: one.id,
      name: `${t("passkey.one")} · ${one.name}`,
      since: one.createdAt,
      used: one.lastUsedAt,
      action: actions.removePasskey,
    })),
  ];
  // The last use of an app isn't kept.
  const hasUse = passkeys.length > 0;
  const columns: Column[] = [
    { name: t("list.what"), phone: "left" },
    { name: t("list.since"), phone: "left", labelled: true },
    ...(hasUse ? [{ name: t("list.used"), phone: "left" as const, labelled: true }] : []),
    ...(mayChange ? [{ name: t("list.remove"), phone: "right" as const }] : []),
  ];
  return (
    <FormSection title={t("list.status")}>
      <FactorMark isOn={rows.length > 0}>
        {rows.length === 0 ? t("list.none") : null}
        {/* Else the part below tells it. */}
        {rows.length > 0 && !mayChange ? t("codes.remaining", { count: factors.recoveryCodesLeft }) : null}
      </FactorMark>
      {rows.length > 0 ? (
        <ListTable
          label={t("list.title")}
          columns={columns}
          keysLast={mayChange}
          rows={rows.map((row) => ({
            key: row.key,
            cells: [
              <span key="name">{row.name}</span>,
              <OwnTime key="since" iso={row.since} zone={zone} brief />,
              ...(hasUse
                ? [
                    row.used ? (
                      <OwnTime key="used" iso={row.used} zone={zone} brief />
                    ) : (
                      <span key="used">{row.key === "totp" ? "–" : t("list.notYet")}</span>
                    ),
                  ]
                : []),
              mayChange ? (
                <Form
                  key="remove"
                  action={row.action}
                  hidden={row.key === "totp" ? undefined : { passkey: row.key }}
                >
                  <SubmitKey aria-label={`${t("list.remove")}: ${row.name}`}>{t("list.remove")}</SubmitKey>
                </Form>
              ) : null,
            ],
          }))}
        />
      ) : null}
      {rows.length === 1 && mayChange ? <p className="text-ink-2 text-sm">{t("list.onlyOne")}</p> : null}
    </FormSection>
  );
}
