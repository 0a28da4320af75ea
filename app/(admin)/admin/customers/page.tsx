import { listMetadata, listPage } from "@/app/lists/list-page";
import { customersList } from "./customers-list";

export const generateMetadata = listMetadata(customersList);
export default listPage(customersList);
