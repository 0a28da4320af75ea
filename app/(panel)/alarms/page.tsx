import { listMetadata, listPage } from "@/app/lists/list-page";
import { alarmsList } from "./alarms-list";

export const generateMetadata = listMetadata(alarmsList);
export default listPage(alarmsList);
