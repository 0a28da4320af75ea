import { redirect } from "next/navigation";

/** Links that were mailed before their token stood after the #. */
export default async function OldLinkPage({
  params,
}: {
  params: Promise<{ token: string }>;
}): Promise<never> {
  redirect(`/email/link#${encodeURIComponent((await params).token)}`);
}
