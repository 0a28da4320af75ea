import { Link } from "@/components/ui/link";
import { Secret } from "@/components/ui/secret";

export const customerHref = (userId: string): string => `/admin/customers/${encodeURIComponent(userId)}`;

interface CustomerLinkProps {
  userId: string;
  /** Where it is known; otherwise the number alone. */
  name?: string | null;
}

/** A customer; the staff's page about them. */
export const CustomerLink = ({ userId, name }: CustomerLinkProps) => (
  <Link href={customerHref(userId)} className={name ? undefined : "mono"}>
    {name ? <Secret>{name}</Secret> : userId}
  </Link>
);
