import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("errors.not-found"))("title") };
}

/** An address that no page of the staff's has: said within their frame. */
export default async function NoSuchPage() {
  await requireStaff();
  notFound();
}
