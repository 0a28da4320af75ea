"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import type { GuestRole } from "@/lib/accounts/rights";
import { OwnTime } from "../own-time";

/** What somebody may do, on which hosts and until when. Times are ISO 8601. */
export interface AccessRow {
  id: string;
  /** Whom, or whose. */
  name: string;
  /** A second name: the guest's address. */
  more: string | null;
  role: GuestRole;
  mayReinstall: boolean;
  /** Names; null: all. */
  hosts: string[] | null;
  until: string | null;
  lastUsedAt?: string | null;
  expiresAt?: string;
}

interface AccessRowsProps {
  rows: AccessRow[];
  zone: string | null;
  /** The keys of a row. */
  keysOf: (row: AccessRow) => ReactNode;
}

/** Each person or owner with what goes between them. */
function AccessRows({ rows, zone, keysOf }: AccessRowsProps) {
  const t = useTranslations("people");
  const w = useTranslations("words");
  const comma = useLocale() === "zh-CN" ? "、" : ", ";
  return rows.map((row) => (
    <SettingRow
      key={row.id}
      label={<span className="wrap-anywhere">{row.name}</span>}
      text={
        <>
          {row.more ? <span className="block wrap-anywhere">{row.more}</span> : null}
          {t(`role.${row.role}`)}
          {row.mayReinstall ? ` · ${t("reinstalls")}` : ""}
          {` · ${row.hosts ? row.hosts.join(comma) : w("allHosts")}`}
        </>
      }
      value={
        <>
          {row.until ? (
            <span className="block">
              {t.rich("until", { time: () => <OwnTime iso={row.until ?? ""} zone={zone} brief /> })}
            </span>
          ) : null}
          {row.expiresAt
            ? t.rich("waits", { time: () => <OwnTime iso={row.expiresAt ?? ""} zone={zone} brief /> })
            : row.lastUsedAt
              ? w.rich("lastUsed", { time: () => <OwnTime iso={row.lastUsedAt ?? ""} zone={zone} brief /> })
              : row.lastUsedAt === null
                ? t("notUsed")
                : null}
        </>
      }
      control={keysOf(row)}
    />
  ));
}

interface EndRowsProps extends Omit<AccessRowsProps, "keysOf"> {
  /** What the key does: ends it for a guest, leaves an owner, takes an invitation back. */
  deed: "end" | "leave" | "takeBack";
  action: FormAction;
  /** Fields beside the row's. */
  hidden?: Record<string, string>;
}

/** Rows that one press ends. Leaving asks first: nobody but the owner can undo it. */
export function EndRows({ deed, action, hidden, ...rows }: EndRowsProps) {
  const t = useTranslations("people");
  const field = deed === "takeBack" ? "invitation" : "right";
  return (
    <AccessRows
      {...rows}
      keysOf={({ id, name }) => (
        <Form
          action={action}
          hidden={{ ...hidden, [field]: id }}
          submit={t(deed)}
          className=""
          question={
            deed === "leave"
              ? { title: t("leaveSure", { name }), text: t("leaveText"), danger: true }
              : undefined
          }
        />
      )}
    />
  );
}

/** Invitations to the person who looks. */
export function OfferRows({ action, ...rows }: Omit<EndRowsProps, "deed" | "hidden">) {
  const w = useTranslations("words");
  return (
    <AccessRows
      {...rows}
      keysOf={({ id }) => (
        <span className="flex flex-wrap justify-end gap-2">
          <Form
            action={action}
            hidden={{ invitation: id, answer: "accept" }}
            submit={w("accept")}
            variant="primary"
            className=""
          />
          <Form
            action={action}
            hidden={{ invitation: id, answer: "decline" }}
            submit={w("decline")}
            className=""
          />
        </span>
      )}
    />
  );
}
