import { redirect } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { HostsAround } from "@/app/hosts-around";
import { customerHref, KnownCustomer } from "@/components/admin/customer-link";
import { HostName } from "@/components/admin/hosts/host-name";
import { LiveMark, WatchHosts } from "@/components/hosts/live/live-mark";
import { ButtonLink } from "@/components/ui/button-link";
import { Section } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Search } from "@/components/ui/list/search";
import { RowLink, Table } from "@/components/ui/list/table";
import { PageHeader } from "@/components/ui/page/header";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { findMappings } from "@/lib/find/find-mappings";
import type { FoundMapping } from "@/lib/find/find-view";
import { mappingIn } from "@/lib/find/mapping-text";
import { type CustomerName, namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { type Found, findAnything, pageOfExact } from "@/lib/fleet/find-anything";
import { mappingsHref } from "@/lib/fleet/operations/master-lists";
import { PageMessages } from "@/lib/i18n/page-messages";

interface SearchResultsProps {
  /** Empty: nothing was typed yet. */
  text: string;
  /** What is called exactly so is opened. */
  opens: boolean;
  viewer: Viewer;
}

/** The palette's search as a page, for a browser without JavaScript. */
export async function SearchResults({ text, opens, viewer }: SearchResultsProps) {
  const w = await getTranslations("words");
  const t = await getTranslations("staff-overview");
  const found = text === "" ? null : await findAnything(text, viewer);
  // A port could be a number of anything: RStack is asked where nothing else is called so.
  const isPort = found !== null && mappingIn(text)?.what === "port" && isNothing(found);
  const mappings = isPort ? (await findMappings(text)).mappings : [];
  const [only, ...others] = mappings;
  const mapped = only && others.length === 0 ? `/admin/hosts/${only.vmId}` : null;
  const exact = found && opens ? (pageOfExact(text, found) ?? mapped) : null;
  if (exact) {
    redirect(exact);
  }
  const owners = (found?.hosts ?? []).flatMap(({ owner }) => owner ?? []);
  const names = await namesOf(owners);
  wantNames(owners, names);
  return (
    <>
      <PageHeader title={w("search")} above={{ href: "/admin", title: w("overview") }} />
      <Search
        label={w("search")}
        placeholder={t("placeholder")}
        value={text}
        action="/admin"
        entered={{ open: "1" }}
        live
        look="large"
      />
      {found ? (
        <PageMessages namespaces={["hosts", "host", "operations", "shell"]}>
          <HostsAround viewer={viewer}>
            <FoundCards {...{ text, found, names, mappings }} inMappings={mappingsHref(text)} />
          </HostsAround>
        </PageMessages>
      ) : null}
    </>
  );
}

const isNothing = ({ hosts, customers, operations }: Found): boolean =>
  [hosts, customers, operations].every(({ length }) => length === 0);

interface FoundCardsProps {
  text: string;
  found: Found;
  /** What is kept of the hosts' owners, by number. */
  names: Map<string, CustomerName>;
  /** Where it leads as a port. */
  mappings: FoundMapping[];
  /** Where ports and domains are looked through for it; null where it is none of both. */
  inMappings: string | null;
}

/** What one search finds: customers, hosts, and where else to look. */
function FoundCards({
  text,
  found: { customers, hosts, hostCount, operations },
  names,
  mappings,
  inMappings,
}: FoundCardsProps) {
  const w = useTranslations("words");
  const t = useTranslations("staff-overview.found");
  const count = customers.length + hostCount + operations.length + mappings.length;
  const kind = useTranslations("operations.kind");
  const all = encodeURIComponent(text);
  return (
    <>
      {customers.length > 0 ? (
        <Section title={w("customers")}>
          <Table
            label={w("customers")}
            columns={[
              { name: w("name"), phone: "title" },
              { name: w("email"), phone: "sub" },
              { name: w("hosts"), phone: "meta" },
            ]}
            rows={customers.map(({ userId, name, email, hosts: count }) => ({
              key: userId,
              cells: [
                <RowLink key="name" href={customerHref(userId)}>
                  {name ?? userId}
                  {name ? <small className="mono"> {userId}</small> : null}
                </RowLink>,
                email,
                w("hostCount", { count }),
              ],
            }))}
          />
        </Section>
      ) : null}
      {hosts.length > 0 ? (
        <Section
          title={w("hosts")}
          action={
            hostCount > hosts.length ? (
              <Link href={`/admin/hosts?q=${all}`}>{t("allHosts", { count: hostCount })}</Link>
            ) : null
          }
        >
          <WatchHosts
            hosts={hosts.flatMap(({ vmId, state, doubled }) => (doubled ? [] : { id: vmId, state }))}
            counted={false}
          />
          <Table
            label={w("hosts")}
            columns={[
              { name: w("name"), phone: "title" },
              { name: w("state"), phone: "meta" },
              { name: w("customer"), phone: "sub" },
              { name: w("address"), phone: "also" },
            ]}
            rows={hosts.map((host) => ({
              key: host.vmId,
              cells: [
                <HostName key="name" host={host} />,
                <LiveMark key="state" id={host.vmId} state={host.state} at={host.stateAt} work={host.work} />,
                <KnownCustomer key="owner" userId={host.owner} names={names} />,
                <span key="address" className="mono">
                  {host.address}
                </span>,
              ],
            }))}
          />
        </Section>
      ) : null}
      {mappings.length > 0 ? (
        <Section title={w("portsAndDomains")}>
          <Table
            label={w("portsAndDomains")}
            columns={[
              { name: w("port"), phone: "title" },
              { name: w("host"), phone: "sub" },
              { name: w("customer"), phone: "also" },
            ]}
            rows={mappings.map(({ from, vmId, hostName, customer }) => ({
              key: `${from} ${vmId}`,
              cells: [
                <RowLink key="from" href={`/admin/hosts/${vmId}`}>
                  <span className="mono">{from}</span>
                </RowLink>,
                <span key="host">
                  {hostName} <small className="mono">{vmId}</small>
                </span>,
                customer,
              ],
            }))}
          />
        </Section>
      ) : null}
      {operations.length > 0 ? (
        <Section title={w("activity")}>
          <Table
            label={w("activity")}
            columns={[
              { name: w("operation"), phone: "title" },
              { name: w("host"), phone: "meta" },
            ]}
            rows={operations.map(({ id, kind: asked, vmId, hostName }) => ({
              key: id,
              cells: [
                <RowLink key="name" href={`/admin/activity?open=${id}`}>
                  {kind(asked)}
                  <small className="mono"> {id}</small>
                </RowLink>,
                hostName ?? vmId,
              ],
            }))}
          />
        </Section>
      ) : null}
      <section data-found={count}>
        {count === 0 ? <p className="mb-3">{t("nothing", { text })}</p> : null}
        <div className="flex flex-wrap gap-2">
          <ButtonLink href={`/admin/customers?q=${all}`} icon="search">
            {t("inRstack")}
          </ButtonLink>
          {inMappings ? (
            <ButtonLink href={inMappings} icon="search" plainLink>
              {t("inMappings")}
            </ButtonLink>
          ) : null}
        </div>
      </section>
    </>
  );
}
