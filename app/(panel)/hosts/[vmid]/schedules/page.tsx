import { movedHostPage } from "@/lib/hosts/page-host";

export default movedHostPage("/snapshots#schedule");
