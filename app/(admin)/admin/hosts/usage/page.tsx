import { listMetadata, listPage } from "@/app/lists/list-page";
import { usageList } from "./usage-list";

export const generateMetadata = listMetadata(usageList);
export default listPage(usageList);
