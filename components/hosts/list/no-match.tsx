import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { useGap } from "@/components/ui/spacing";
import type { HostView } from "@/lib/hosts/host-view";
import { closestHosts, type HostChoice } from "../filter-hosts";

interface NoMatchProps {
  hosts: HostView[];
  choice: HostChoice;
  choose: (choice: HostChoice) => void;
}

/** There are hosts, but the choice hides them all: not the same as having none. */
export function NoMatch({ hosts, choice, choose }: NoMatchProps) {
  const t = useTranslations("hosts.noMatch");
  const gap = useGap();
  const total = hosts.length;
  const query = choice.query.trim();
  if (query === "") {
    return (
      <EmptyState icon="filter" title={t("filter", { total })} text={t("filterText")}>
        <Button onClick={() => choose({ ...choice, filter: "all", query: "" })}>{t("showAll")}</Button>
      </EmptyState>
    );
  }
  const close = closestHosts(hosts, query);
  return (
    <EmptyState
      icon="search"
      title={t("search", { total, query })}
      text={
        close.length === 0 ? (
          t("text")
        ) : (
          <>
            {t("didYouMean")}
            {gap}
            {close.map((host, at) => (
              <span key={host.id}>
                {at > 0 ? " · " : ""}
                <Link href={`/hosts/${host.id}`}>{host.name}</Link>
              </span>
            ))}
          </>
        )
      }
    >
      <Button onClick={() => choose({ ...choice, query: "" })}>{t("clearSearch")}</Button>
      {choice.filter === "all" ? null : (
        <Button variant="ghost" onClick={() => choose({ ...choice, filter: "all", query: "" })}>
          {t("showAll")}
        </Button>
      )}
    </EmptyState>
  );
}
