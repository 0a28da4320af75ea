import { hostActivityList } from "@/app/(panel)/activity/activity-lists";
import { List } from "@/app/lists/list-page";
import type { SearchParams } from "@/lib/fleet/search-params";
import { hostPage, hostTitle } from "@/lib/hosts/page-host";

interface HostActivityPageProps {
  params: Promise<{ vmid: string }>;
  searchParams: Promise<SearchParams>;
}

export const generateMetadata = hostTitle("activity");

export default hostPage<HostActivityPageProps>(async (_, props) => (
  <List list={hostActivityList} {...props} />
));
