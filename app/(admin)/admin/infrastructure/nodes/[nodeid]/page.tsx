import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { List } from "@/app/lists/list-page";
import type { SearchParams } from "@/lib/fleet/search-params";
import { parseRowId } from "@/lib/rstack/ids";
import { nodeHostsList } from "./node-hosts-list";

interface NodePageProps {
  params: Promise<{ nodeid: string }>;
  searchParams: Promise<SearchParams>;
}

/** By its id: the name would have to be asked for. */
export async function generateMetadata({ params }: NodePageProps): Promise<Metadata> {
  const w = await getTranslations("words");
  return { title: [w("node"), parseRowId((await params).nodeid)].filter(Boolean).join(" ") };
}

export default (props: NodePageProps) => <List list={nodeHostsList} {...props} />;
