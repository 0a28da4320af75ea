import { notFound } from "next/navigation";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import type { SearchParams } from "@/lib/fleet/search-params";
import { leadToOwn } from "../lead-to-own";

export default async function OldTokensPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if ((await requireViewer()).role === "support") {
    notFound();
  }
  await leadToOwn((await searchParams).new === undefined ? "api" : "new-token");
}
