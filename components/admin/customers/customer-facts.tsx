import { useTranslations } from "next-intl";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ReadCustomer } from "@/lib/fleet/customers/find-customers";
import { useGroupName } from "./customer-tables";

/** The customer's row as RStack has it; nothing, several or silence are said. */
export function CustomerFacts({ row }: { row: ReadCustomer }) {
  const t = useTranslations("customers");
  const p = useTranslations("customers.page");
  const groupName = useGroupName();
  if (row.found !== "one") {
    const text =
      row.found === "fault"
        ? row.fault.kind === "refused"
          ? `${t("fault.refused")} ${row.fault.text}`
          : t("unread")
        : p(row.found === "none" ? "missing" : "several");
    return (
      <NoticeLine tone={row.found === "fault" ? "busy" : "alert"} role="status">
        {text}
      </NoticeLine>
    );
  }
  const { user } = row;
  const status =
    user.status === "1"
      ? t("status.disabled")
      : user.status === "0"
        ? t("status.active")
        : t("status.unknown");
  const yesNo = (told: boolean | null) => (told === null ? null : t(told ? "form.yes" : "form.no"));
  const facts: [string, string | number | null][] = [
    [t("column.status"), status],
    [t("column.name"), user.name],
    [p("username"), user.username],
    [p("email"), user.email],
    [p("phone"), user.phone],
    [p("group"), groupName(user.group)],
    [p("serviceCount"), user.serviceCount],
    [p("emailVerified"), yesNo(user.isEmailVerified)],
    [p("phoneVerified"), yesNo(user.isPhoneVerified)],
    [p("remark"), user.remark],
    [p("reinstallsUsed"), user.reinstallsUsed],
    [p("noReinstallBefore"), user.noReinstallBefore],
    [p("registered"), user.registeredFromIp],
    [p("lastSignIn"), user.lastSignInIp],
    [p("rowId"), user.rowId],
  ];
  return (
    <dl className="pairs">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value ?? p("none")}</dd>
        </div>
      ))}
    </dl>
  );
}
