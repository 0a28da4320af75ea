import { notFound } from "next/navigation";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { pageTitle } from "@/lib/i18n/page-title";

export const generateMetadata = pageTitle("errors.not-found.title");

/** An address that no page of the staff's has: said within their frame. */
export default async function NoSuchPage() {
  await requireStaff();
  notFound();
}
