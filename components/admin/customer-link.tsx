import { Link } from "@/components/ui/link";
import { Marked } from "@/components/ui/list/marked";

export const customerHref = (userId: string): string => `/admin/customers/${encodeURIComponent(userId)}`;

/** The id of the dialog on their page that asks for the reason of a view; behind # it opens there. */
export const viewQuestionId = (userId: string): string => `view-as-${encodeURIComponent(userId)}`;

interface CustomerLinkProps {
  userId: string;
  /** Where it is known; otherwise the number alone. */
  name?: string | null;
  /** What was looked for in the list around it. */
  words?: string;
}

/** A customer; the staff's page about them. */
export const CustomerLink = ({ userId, name, words = "" }: CustomerLinkProps) => (
  <Link href={customerHref(userId)} className="text-ink no-underline hover:underline">
    {name ? <Marked text={name} words={words} /> : userId}
  </Link>
);

/** What the panel keeps of customers, by number. */
export type KeptCustomers = ReadonlyMap<string, { name?: string | null; username?: string | null }>;

/** What the panel calls a customer; undefined or empty where it knows no name. */
export function keptName(names: KeptCustomers, userId: string | null) {
  const kept = names.get(userId ?? "");
  return kept?.name || kept?.username;
}

interface KnownCustomerProps {
  /** Null: nobody, and nothing is drawn. */
  userId: string | null;
  names: KeptCustomers;
  words?: string;
}

/** A customer by the name that the panel keeps. */
export const KnownCustomer = ({ userId, names, words }: KnownCustomerProps) =>
  userId ? <CustomerLink userId={userId} name={keptName(names, userId)} words={words} /> : null;
