import Link from "next/link";

/** A customer by their number; the staff's page about them. */
export const CustomerLink = ({ userId }: { userId: string }) => (
  <Link href={`/admin/customers/${encodeURIComponent(userId)}`} prefetch={false} className="mono">
    {userId}
  </Link>
);
