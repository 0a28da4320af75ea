import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { useGap } from "@/components/ui/spacing";
import type { HostView } from "@/lib/hosts/host-view";
import { fillLink } from "@/lib/provider/fill-link";
import { closestHosts, type HostChoice } from "../filter-hosts";
import { useHosts } from "../live/hosts-live";
import { readList } from "../live/read-missed";
import { useNextSteps, useSupport } from "../operate/next-step";

const UNKNOWN_MS = 5_000;
const KNOWN_MS = 30_000;

interface NoHostsProps {
  /** Whether a list ever came. */
  known: boolean;
  /** What could not be read in the list; null where it could, or is on its way. */
  unreadable: string | null;
}

/** There is none, no list ever came, or it can't be read: three different things. No host, no stream: so the page asks. */
export function NoHosts({ known, unreadable }: NoHostsProps) {
  const w = useTranslations("words");
  const t = useTranslations("hosts");
  const { cache } = useHosts();
  const { order, customer, provider } = useNextSteps();
  const support = useSupport();
  const everyMs = known ? KNOWN_MS : UNKNOWN_MS;
  useQuery({
    queryKey: ["list-read"],
    queryFn: () => readList(cache).then(() => true),
    initialData: true,
    refetchInterval: everyMs,
  });
  // A plain link: it works before hydration, and whoever has just ordered looks again by it. Alone, it is the key.
  const again = (
    <ButtonLink href="/hosts" variant={known && (order || support) ? "ghost" : "default"} plainLink>
      {w("refresh")}
    </ButtonLink>
  );
  const contact = support ? (
    <ButtonLink href={support} plainLink>
      {w("contactSupport")}
    </ButtonLink>
  ) : null;
  if (unreadable !== null) {
    return (
      <EmptyState title={t("unreadable.title")} text={t("unreadable.text", { what: unreadable })}>
        {contact}
        {again}
      </EmptyState>
    );
  }
  return known ? (
    <EmptyState title={w("noHostsYet")} text={t("empty.text", { provider })}>
      {order ? (
        <ButtonLink href={fillLink(order, { customer })} variant="primary" plainLink>
          {t("empty.order")}
        </ButtonLink>
      ) : null}
      {contact}
      {again}
    </EmptyState>
  ) : (
    <EmptyState title={t("fetching.title")} text={t("fetching.text")}>
      {again}
    </EmptyState>
  );
}

interface NoMatchProps {
  hosts: HostView[];
  choice: HostChoice;
  choose: (choice: HostChoice) => void;
}

/** There are hosts, but the choice hides them all: not the same as having none. */
export function NoMatch({ hosts, choice, choose }: NoMatchProps) {
  const t = useTranslations("hosts.noMatch");
  const clear = useTranslations("list")("clear");
  const gap = useGap();
  const query = choice.query.trim();
  const close = closestHosts(hosts, query);
  return (
    <EmptyState
      title={query === "" ? t("filter") : t("search", { query })}
      text={
        close.length === 0 ? undefined : (
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
      <Button onClick={() => choose({ ...choice, filter: "all", query: "", narrowed: {} })}>{clear}</Button>
    </EmptyState>
  );
}
