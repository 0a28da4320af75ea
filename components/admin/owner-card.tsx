import { useFormatter, useTranslations } from "next-intl";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { FactCard } from "./fact-card";

export function OwnerCard({ owner }: { owner: ConnectionReport["owner"] }) {
  const t = useTranslations("connection.owner");
  const link = useTranslations("connection.link");
  const format = useFormatter();
  const found = owner.found === null ? link("unknown") : owner.found ? t("yes") : t("no");
  const facts = [
    { name: t("field"), value: <code>{owner.field}</code> },
    { name: t("found"), value: owner.found === false ? <b className="text-alert-text">{found}</b> : found },
    {
      name: t("ownerless"),
      value: owner.ownerlessRows === null ? link("unknown") : format.number(owner.ownerlessRows),
    },
    { name: t("shown"), value: format.number(owner.shownHosts) },
  ];
  if (owner.candidates.length > 0) {
    facts.push({ name: t("candidates"), value: <code>{owner.candidates.join(", ")}</code> });
  }
  return <FactCard title={t("title")} facts={facts} />;
}
