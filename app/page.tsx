import { redirect } from "next/navigation";
import { requireViewer } from "@/lib/accounts/current-viewer";
import { homeOf } from "@/lib/accounts/safe-path";

export default async function StartPage() {
  redirect(homeOf((await requireViewer()).role));
}
