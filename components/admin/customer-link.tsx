import { Link } from "@/components/ui/link";
import { Marked } from "@/components/ui/list/marked";

export const customerHref = (userId: string): string => `/admin/customers/${encodeURIComponent(userId)}`;

/** The id of the dialog on their page that asks for the reason of a view; behind # it opens there. */
export const viewQuestionId = (userId: string): string => `view-as-${encodeURIComponent(userId)}`;

interface CustomerLinkProps {
  userId: string;
  /** Where it is known; otherwise the number alone. */
  name?: string | null;
  /** The number beside the name: for lists in which one looks for it. */
  numbered?: boolean;
  /** What was looked for in the list around it. */
  words?: string;
}

/** A customer; the staff's page about them. */
export function CustomerLink({ userId, name, numbered, words = "" }: CustomerLinkProps) {
  const link = (
    <Link href={customerHref(userId)} className="text-ink no-underline hover:underline">
      {name ? <Marked text={name} words={words} /> : userId}
    </Link>
  );
  return name && numbered ? (
    <span>
      {link} <span className="text-12 text-ink-3">{userId}</span>
    </span>
  ) : (
    link
  );
}
