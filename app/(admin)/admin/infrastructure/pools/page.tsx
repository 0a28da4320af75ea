import { listMetadata, listPage } from "@/app/lists/list-page";
import { poolsList } from "./pools-list";

export const generateMetadata = listMetadata(poolsList);
export default listPage(poolsList);
