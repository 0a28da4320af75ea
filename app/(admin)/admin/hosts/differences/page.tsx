import { listMetadata, listPage } from "@/app/lists/list-page";
import { differencesList } from "./differences-list";

export const generateMetadata = listMetadata(differencesList);
export default listPage(differencesList);
