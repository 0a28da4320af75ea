import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { List } from "@/app/lists/list-page";
import type { SearchParams } from "@/lib/fleet/search-params";
import { parseRowId } from "@/lib/rstack/ids";
import { addressesList } from "./addresses-list";

interface PoolPageProps {
  params: Promise<{ poolid: string }>;
  searchParams: Promise<SearchParams>;
}

/** By its id: the name would have to be asked for. */
export async function generateMetadata({ params }: PoolPageProps): Promise<Metadata> {
  const w = await getTranslations("words");
  return { title: [w("pool"), parseRowId((await params).poolid)].filter(Boolean).join(" ") };
}

export default (props: PoolPageProps) => <List list={addressesList} {...props} />;
