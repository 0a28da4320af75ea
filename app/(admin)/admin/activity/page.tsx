import { listMetadata, listPage } from "@/app/lists/list-page";
import { staffActivityList } from "./activity-list";

export const generateMetadata = listMetadata(staffActivityList);
export default listPage(staffActivityList);
