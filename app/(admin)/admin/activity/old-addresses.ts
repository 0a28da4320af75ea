import { notFound } from "next/navigation";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { one, type SearchParams, uuidOf, withSearch } from "@/lib/fleet/search-params";
import { leadTo } from "@/lib/response-status";
import type { Source } from "./activity-sources";

interface OldPageProps {
  params: Promise<{ old?: string[] }>;
  searchParams: Promise<SearchParams>;
}

/** By the old place, and what stood below it. */
const NOW: Record<string, Source> = {
  operations: "operations",
  "operations/tasks": "tasks",
  audit: "staff",
  "audit/views": "views",
};

/** Leads the lists that were pages of their own on to their source, with what was chosen there, and an operation to its details. */
export const oldActivityPage =
  (place: "operations" | "audit") =>
  async ({ params, searchParams }: OldPageProps): Promise<never> => {
    await requireStaff();
    const { old = [] } = await params;
    const id = place === "operations" && old.length === 1 ? uuidOf(old[0]) : null;
    if (id) {
      return leadTo(withSearch("/admin/activity", { open: id }));
    }
    const where = [place, ...old].join("/");
    const source = Object.hasOwn(NOW, where) ? NOW[where] : undefined;
    const search = Object.entries(await searchParams).map(([name, value]) => [name, one(value)] as const);
    return source
      ? leadTo(withSearch("/admin/activity", { ...Object.fromEntries(search), source }))
      : notFound();
  };
