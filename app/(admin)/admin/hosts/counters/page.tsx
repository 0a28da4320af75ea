import { listMetadata, listPage } from "@/app/lists/list-page";
import { countersList } from "./counters-list";

export const generateMetadata = listMetadata(countersList);
export default listPage(countersList);
