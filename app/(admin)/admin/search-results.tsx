import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { HostsAround } from "@/app/hosts-around";
import { FoundCards } from "@/components/admin/overview/found-cards";
import { SearchBox } from "@/components/ui/form/search-box";
import { PageHeader } from "@/components/ui/page/header";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { findMappings } from "@/lib/find/find-mappings";
import { mappingIn } from "@/lib/find/mapping-text";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
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
      <SearchBox
        label={w("search")}
        placeholder={t("placeholder")}
        value={text}
        action="/admin"
        entered={{ open: "1" }}
        live
        large
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
